import type { NoticePlace } from '../generation.ts'
import type { Choices, QuoteAbove } from '../preferences.ts'
import type { Alongside } from './store.ts'

/** Whose settings they are: a person's own, or those that a server has for everybody in it. */
export type ChoicesOwner =
  | { readonly kind: 'person'; readonly id: string }
  | { readonly kind: 'server'; readonly id: string }

/** Who asks for a video, and in which server. */
interface Asker {
  readonly userId: string
  readonly guildId?: string | undefined
}

/** What somebody has chosen, and what came of it. */
export interface Settings {
  readonly choices: Choices
  /** Their last direct message did not get through, so that they were told in the channel. */
  readonly isClosedToMessages: boolean
}

/** What people and servers have chosen once, kept for every later video. Methods throw a UserError where the store fails. */
export interface Preferences {
  /** What the person has chosen; nothing of it where they chose nothing. */
  preferencesOf(userId: string): Promise<Settings>
  settingsOf(owner: ChoicesOwner): Promise<Settings>
  /** What holds for a video of theirs there, in the order in which it counts: the person's own choices, then the server's. */
  choicesFor(asker: Asker): Promise<readonly Choices[]>
  /** What the server has chosen for everybody in it; nothing outside of servers. */
  serverChoicesOf(guildId: string | undefined): Promise<Choices>
  /**
   * Saves what was chosen, and returns all of it. `undefined` takes a choice back.
   *
   * @param alongside what is saved in the same commit
   */
  change(owner: ChoicesOwner, change: Choices, alongside?: Alongside): Promise<Settings>
  /** Takes every choice back. */
  reset(owner: ChoicesOwner): Promise<Settings>
  /** Whether others may make videos out of theirs. Nobody may unless it was allowed. */
  allowsRemix(userId: string): Promise<boolean>
  /** Above which price they want to be asked before a video begins; nothing where neither they nor the server said so. */
  quoteAbove(asker: Asker): Promise<QuoteAbove | undefined>
  /** Where the person wants to hear of a finished video. */
  noticePlaceOf(userId: string): Promise<NoticePlace>
  /** Notes whether a direct message got through to the person. Never throws: it is said in their settings, and nothing else. */
  noteDirectMessage(userId: string, isClosed: boolean): Promise<void>
}
