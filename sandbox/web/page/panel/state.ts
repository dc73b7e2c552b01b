import type { Action, SeenRequest } from '../../protocol.ts'
import type { Store } from '../state/state.ts'

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

/** Changes how the panel is looked at. */
export function updatePanel(store: Store, change: (panel: PanelState) => Partial<PanelState>): void {
  store.update((state) => ({ ...state, panel: { ...state.panel, ...change(state.panel) } }))
}

/** Store one thing at a time under each name, and says in the panel what went wrong. */
export async function actInPanel(store: Store, name: string, act: () => Promise<string | undefined>): Promise<void> {
  if (store.state.panel.busy.has(name)) return
  updatePanel(store, ({ busy }) => ({ busy: new Set(busy).add(name), problem: undefined }))
  const problem = await act()
  updatePanel(store, ({ busy }) => ({ busy: new Set([...busy].filter((each) => each !== name)), problem }))
}

/** Asks the server for it. */
export function sendFromPanel(store: Store, name: string, action: Action): void {
  void actInPanel(store, name, async () => {
    const outcome = await store.server.act(action)
    return outcome.ok ? undefined : outcome.problem
  })
}
