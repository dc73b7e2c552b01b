import { listRunnable, type Runnable } from '../../client/commands/listRunnable.ts'
import { findPlace, type State } from '../state/state.ts'

/** The slash commands that the person can type where they are. */
export function offeredRunnable(state: State): readonly Runnable[] {
  const offered = findPlace(state)?.offers[state.personId] ?? []
  return listRunnable(state.scene?.commands ?? [], offered)
}

export const findRunnable = (state: State, name: string): Runnable | undefined =>
  offeredRunnable(state).find((runnable) => runnable.name === name)
