import type { Person, Place, Scene, ShownMessage } from '../../protocol.ts'
import type { ComposerState } from '../composer/composerState.ts'
import type { ModalState } from '../modals/modalState.ts'

/** Everything that the page shows. It is replaced, never changed. */
export interface State {
  /** Absent until the server has said it. */
  readonly scene: Scene | undefined
  readonly isConnected: boolean
  /** Milliseconds since the epoch, in the time of the stage; renewed every second. */
  readonly now: number
  readonly personId: string
  readonly placeId: string
  /** What is drawn over the conversation on a narrow screen. */
  readonly drawer: 'none' | 'places' | 'panel'
  /** Ephemeral messages that the person has dismissed. */
  readonly dismissed: ReadonlySet<string>
  /** Commands that failed and whose notice was dismissed. */
  readonly dismissedFailures: ReadonlySet<string>
  /** The message whose menu is open. */
  readonly openMenu: string | undefined
  /** The last message that each person has seen, per place: `personId/placeId` to an id. */
  readonly seen: Readonly<Record<string, string>>
  readonly composer: ComposerState
  readonly modal: ModalState | undefined
}

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
