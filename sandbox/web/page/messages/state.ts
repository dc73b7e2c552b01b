import type { Use } from '../../client/messages/conversation.ts'
import type { Media } from '../../client/messages/media.ts'
import type { Person, Place, Scene, ShownMessage } from '../../protocol.ts'
import type { State, Store } from '../state/state.ts'

/** What a person did to the messages that only their own client knows. */
export interface MessagesState {
  /** Spoilers that were lifted: by message and the place in it. */
  readonly revealed: ReadonlySet<string>
  /** Why the last thing that was done with a message could not be done, by message. */
  readonly problems: Readonly<Record<string, string>>
  /** The buttons and selects that were used and of which nothing more is known yet, by message. */
  readonly onTheirWay: Readonly<Record<string, UseOnItsWay>>
  /** What was chosen in a select since the message was changed last, by `selectKey`. */
  readonly chosen: Readonly<Record<string, readonly string[]>>
  /** The select that is open. */
  readonly select: OpenSelect | undefined
  /** Where the open menu of a message is, in pixels of the window. */
  readonly menuAt: { readonly x: number; readonly y: number }
  /** The part of that menu that is open. */
  readonly openApps: Submenu | undefined
  /** The picture that is shown large. */
  readonly picture: LargePicture | undefined
}

/** What apps can do with a message, or with who wrote it. */
export type Submenu = 'message' | 'author'

export interface UseOnItsWay {
  readonly customId: string
  /** The interaction, once the server has taken it. */
  readonly sentAs: string | undefined
}

export interface OpenSelect {
  /** By `selectKey`. */
  readonly key: string
  readonly chosen: readonly string[]
  /** Of the option that the keys have reached; -1 before they are used. */
  readonly active: number
  /** Above the button, where there is more room. */
  readonly opensUp: boolean
}

export interface LargePicture {
  readonly media: Media
  readonly description: string
}

export const initialMessages: MessagesState = {
  revealed: new Set(),
  problems: {},
  onTheirWay: {},
  chosen: {},
  select: undefined,
  menuAt: { x: 0, y: 0 },
  openApps: undefined,
  picture: undefined,
}

/** Replaces the part of the state that belongs to the messages. */
export function updateMessages(store: Store, change: (messages: MessagesState) => Partial<MessagesState>): void {
  store.update((state) => ({ ...state, messages: { ...state.messages, ...change(state.messages) } }))
}

/** What everything in a conversation is drawn from. */
export interface Look {
  readonly state: State
  readonly scene: Scene
  readonly person: Person
  readonly place: Place
  readonly store: Store
}

/** What everything in one message is drawn from. */
export interface MessageLook extends Look {
  readonly message: ShownMessage
  /** What became of the person's latest use of its buttons and selects. */
  readonly use: Use
}
