import type { SeenRequest } from '../../protocol.ts'

export type RequestFilter = 'all' | SeenRequest['to']

/** How the panel behind the scenes is looked at. */
export interface PanelState {
  /** Of no account on a narrow screen, where the panel is a drawer. */
  readonly isCollapsed: boolean
  readonly tab: 'controls' | 'requests'
  readonly filter: RequestFilter
  /** The requests whose bodies are shown, by number. */
  readonly openRequests: ReadonlySet<number>
  /** What was asked for and is not done yet: `kill`, `start`, `later`, `example`, or the id of a switch. */
  readonly busy: ReadonlySet<string>
  /** Why the latest one could not be done. */
  readonly problem: string | undefined
}

export const initialPanel: PanelState = {
  isCollapsed: false,
  tab: 'controls',
  filter: 'all',
  openRequests: new Set(),
  busy: new Set(),
  problem: undefined,
}
