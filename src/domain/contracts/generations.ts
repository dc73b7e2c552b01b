import type { Wanted } from '../draft.ts'
import type { Generation } from '../generation.ts'
import type { Acknowledgement, ArrivedOrigin, ClickToken, Origin, PrivateTarget } from '../origin.ts'
import type { Request } from '../request.ts'
import type { StatusContext, StatusPost } from './delivery.ts'

export interface Accepted {
  readonly generation: Generation
  /** The same interaction, or the same one-shot button, was accepted before: nothing new was begun. */
  readonly isRepeated: boolean
}

export interface CancelOutcome {
  /**
   * - `cancelled`: it had not been sent to a provider, or the provider confirmed: nothing is charged.
   * - `requested`: it is just being sent, or the provider did not say; it ends, free, where the provider still stops it.
   * - `cannotStop`: too late, the provider may bill it; it can be hidden.
   * - `hidden`: the provider may bill it, nobody waits for it any more, and what comes of it is for its owner alone.
   */
  readonly kind: 'cancelled' | 'requested' | 'cannotStop' | 'hidden' | 'alreadyFinished'
  /** False where a moderator did it: the words are about somebody else's video. */
  readonly isOwn: boolean
}

/** A line of `/kling queue`. */
export interface QueueEntry extends StatusContext {
  readonly generation: Generation
}

/** How long somebody would wait. */
export interface Forecast extends Pick<StatusContext, 'usual' | 'expected'> {
  /** How many wait for a slot already. */
  readonly ahead: number
}

/** Where something has changed in Discord: a server, a channel or thread, or anywhere where neither is named. */
export interface ChangedPlace {
  readonly guildId?: string
  readonly channelId?: string
}

/** What begins a video, and so may cost something. */
export type Purchases = Pick<Generations, 'accept' | 'acceptAgain' | 'acceptChanged'>

/** What commands and buttons may ask of the generation service. Methods throw a UserError where the answer is no. */
export interface Generations {
  /**
   * Checks what is wanted against catalogue, policy and caps, reserves its price and saves it as `received`. Nothing is
   * fetched or submitted yet. Throws a RequestRefused where the answer is no.
   *
   * @param claim what can be used once for it: the custom id of a button. While the one that used it may cost something, it is
   * returned instead of another.
   */
  accept(wanted: Wanted, origin: ArrivedOrigin, claim?: string): Promise<Accepted>
  /** Undefined where it is not known, or no longer. */
  find(generationId: string): Promise<Generation | undefined>
  /** The one that a command or a click has begun; undefined where it began none, or none that is known any more. */
  findBegun(interactionId: string): Promise<Generation | undefined>
  /** The newest finished one of a person in a channel, among their newest of all. */
  findNewestIn(channelId: string, userId: string): Promise<Generation | undefined>
  /** What would lie before a request that was begun now. */
  forecast(request: Request): Forecast
  /** Whose the generation is and where its message stands; undefined where it is not known, or no longer. */
  findOrigin(generationId: string): Promise<Origin | undefined>
  /** The same request once more, for one that ended without a video. */
  acceptAgain(generationId: string, origin: ArrivedOrigin, claim?: string): Promise<Accepted>
  /** The same with another prompt, for one whose content was refused. */
  acceptChanged(generationId: string, prompt: string, origin: ArrivedOrigin, claim?: string): Promise<Accepted>
  /**
   * One whose content was refused, so that it can be asked for with another prompt; or, repeated, the one that was begun so with
   * this claim.
   */
  findRefused(generationId: string, claim: string): Promise<Accepted>
  /** Discord took the answer: pictures are fetched, and the generation waits for a slot. */
  begin(generationId: string, acknowledgement: Acknowledgement): Promise<void>
  /** Posts the message of one whose message is a post of our own, and begins it. What is not there begins nothing, or not yet. */
  post(generationId: string): Promise<StatusPost['kind']>
  /** Discord certainly did not take the answer: the generation ends, nothing was submitted. */
  abort(generationId: string): Promise<void>
  /** Nobody knows whether Discord took the answer: found out in the background, then it begins or ends. */
  lookForAnswer(generationId: string): void
  /** Stops it where that is still possible. `userId`: who wants that, its owner or a moderator. */
  cancel(generationId: string, userId: string): Promise<CancelOutcome>
  /** Stops it where that is still possible, and keeps it private where it is not: its owner's place is free, and nothing is posted. */
  hide(generationId: string, userId: string): Promise<CancelOutcome>
  /** Shows the present state in its message with the token of the click. */
  refresh(generationId: string, renewed: ClickToken): Promise<void>
  /** All that were asked for at once, as far as they are known, in their order; or itself. */
  findVariants(generationId: string): Promise<readonly Generation[]>
  /** From now on the buttons of their message are for this one. Shown with the token of the choice. */
  chooseVariant(chosenId: string, renewed: ClickToken): Promise<void>
  /** The language in which the person asked for their last video, as Discord names it. */
  findLocale(userId: string): Promise<string | undefined>
  /** The person's generations that are open, and the finished ones they have not seen, newest first. */
  list(userId: string): Promise<QueueEntry[]>
  /** Shows a finished generation in a private message to its owner; from then on it counts as seen. */
  redeliver(generationId: string, target: PrivateTarget): Promise<void>
}
