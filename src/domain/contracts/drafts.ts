import type { Draft, DraftPlace, RequestChange, Wanted } from '../draft.ts'
import type { Request } from '../request.ts'
import type { StoryboardLimits } from '../storyboard.ts'
import type { UserErrorReason } from '../userError.ts'
import type { Forecast } from './generations.ts'
import type { Usage } from './limits.ts'

/** What stands beside the price: what is left at this place, and how long it would take. What cannot be found out is absent. */
export interface Quote {
  readonly usage?: Usage
  readonly forecast: Forecast
  /** Of a storyboard: why it cannot be made yet, and what it may hold. */
  readonly problem?: UserErrorReason
  readonly shotLimits?: StoryboardLimits
}

/** Requests that were shown to somebody and have not begun. Nothing is reserved for them. */
export interface Drafts {
  /**
   * Keeps what is wanted, with the prices of it and of these changes of it: by default of the cheaper draft. What cannot be made
   * has no price. Throws a UserError where the store fails.
   */
  save(wanted: Wanted, place: DraftPlace, changes?: readonly RequestChange[]): Promise<Draft>
  /** Undefined where it was dismissed, or is too old. Throws a UserError where the store fails. */
  find(draftId: string): Promise<Draft | undefined>
  /** The storyboard that somebody began last in that server, or outside of servers, and has not made. Throws a UserError. */
  findStoryboard(userId: string, guildId: string | undefined): Promise<Draft | undefined>
  /** A storyboard began a video: the next one is another. Never throws. */
  noteBegun(draftId: string): Promise<void>
  /**
   * The same draft with another request, or with the prices of today, and these changes of it; its earlier buttons begin nothing any
   * more. A request that is made of the present one is lost to nobody who changes it at the same time; undefined leaves the draft as
   * it is. Throws a UserError.
   */
  change(
    draftId: string,
    request?: Request | ((present: Draft) => Request | undefined),
    changes?: readonly RequestChange[],
  ): Promise<Draft>
  dismiss(draftId: string): Promise<void>
  /** What is left there also by the server's own limits, for whoever asks with these roles. Never throws. */
  quote(draft: Draft, asking: Pick<DraftPlace, 'roleIds'>): Promise<Quote>
}
