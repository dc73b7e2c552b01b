import type { BotState, Person, Place, Scene, ShownMessage } from '../../protocol.ts'
import type { ComposerState } from '../composer/state.ts'
import type { MessagesState } from '../messages/state.ts'
import type { ModalState } from '../modals/state.ts'
import type { PanelState } from '../panel/state.ts'
import type { Server } from '../server.ts'

/** Everything that the page shows. It is replaced, never changed. */
export interface State {
  /** Absent until the server has said it. */
  readonly scene: Scene | undefined
  readonly isConnected: boolean
  /** Milliseconds since the epoch, in the time of the testbed; renewed every second. */
  readonly now: number
  readonly personId: string
  readonly placeId: string
  /** How much fits beside the conversation: all, only the channels, nothing. */
  readonly room: 'wide' | 'medium' | 'narrow'
  /** What is drawn over the conversation where it does not fit beside it. */
  readonly drawer: 'none' | 'places' | 'panel'
  /** Ephemeral messages that the person has dismissed. */
  readonly dismissed: ReadonlySet<string>
  /** Commands that failed and whose notice was dismissed. */
  readonly dismissedFailures: ReadonlySet<string>
  /** The message whose menu is open. */
  readonly openMenu: string | undefined
  readonly messages: MessagesState
  /** The last message that each person has seen, per place: `personId/placeId` to an id. */
  readonly seen: Readonly<Record<string, string>>
  readonly composer: ComposerState
  /** What was being written where nobody looks at the moment: by `personId/placeId`. */
  readonly drafts: Readonly<Record<string, ComposerState>>
  /** What was entered in the modal that lies over the page. */
  readonly modal: ModalState | undefined
  /** The modals that were closed or sent, by the interaction that opened them. */
  readonly closedModals: ReadonlySet<string>
  /** The age-restricted places that a person has agreed to see: `personId/placeId`. */
  readonly agreed: ReadonlySet<string>
  /** Whether the list of people whose part one can play is open. */
  readonly isPersonMenuOpen: boolean
  /** The latest thing that a screen reader should say. */
  readonly announcement: string
  readonly panel: PanelState
}

/** Where something belongs that is one person's in one place. */
export const keyOf = (personId: string, placeId: string): string => `${personId}/${placeId}`

export const findPerson = ({ scene, personId }: State): Person | undefined =>
  scene?.people.find(({ id }) => id === personId)

export const findPlace = ({ scene, placeId }: State): Place | undefined =>
  scene?.places.find(({ id }) => id === placeId)

/** What the person sees in a place, oldest first. */
export function listVisible({ scene, personId, dismissed }: State, placeId: string): readonly ShownMessage[] {
  return (scene?.messages ?? []).filter(
    (message) =>
      message.placeId === placeId &&
      (message.ephemeralFor === undefined || message.ephemeralFor === personId) &&
      !dismissed.has(message.id),
  )
}

/** What a view may do when something is pressed or typed. */
export interface Store {
  /** The state as it is now, which may be newer than what was drawn. */
  readonly state: State
  /** Replaces the state by what is made of it, and draws. */
  update(change: (state: State) => State): void
  readonly server: Server
}

/** How the bot is as far as the page knows: without its server nothing runs. */
export const botState = ({ scene, isConnected }: State): BotState =>
  isConnected ? (scene?.bot.state ?? 'starting') : 'stopped'

export const isBotOnline = (state: State): boolean => botState(state) === 'serving'
