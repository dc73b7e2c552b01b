import type { Server } from '../server.ts'
import type { State } from './state.ts'

/** What a view may do when something is pressed or typed. */
export interface Does {
  /** The state as it is now, which may be newer than what was drawn. */
  read(): State
  /** Replaces the state by what is made of it, and draws. */
  update(change: (state: State) => State): void
  readonly server: Server
}
