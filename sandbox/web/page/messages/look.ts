import type { Use } from '../../client/messages/findUse.ts'
import type { Person, Place, Scene, ShownMessage } from '../../protocol.ts'
import type { Does } from '../state/does.ts'
import type { State } from '../state/state.ts'

/** What everything in a conversation is drawn from. */
export interface Look {
  readonly state: State
  readonly scene: Scene
  readonly person: Person
  readonly place: Place
  readonly does: Does
}

/** What everything in one message is drawn from. */
export interface MessageLook extends Look {
  readonly message: ShownMessage
  /** What became of the person's latest use of its buttons and selects. */
  readonly use: Use
}
