import type { Action } from '../../protocol.ts'
import type { Does } from '../state/does.ts'
import type { PanelState } from './panelState.ts'

/** Changes how the panel is looked at. */
export function updatePanel(does: Does, change: (panel: PanelState) => Partial<PanelState>): void {
  does.update((state) => ({ ...state, panel: { ...state.panel, ...change(state.panel) } }))
}

/** Does one thing at a time under each name, and says in the panel what went wrong. */
export async function actInPanel(does: Does, name: string, act: () => Promise<string | undefined>): Promise<void> {
  if (does.read().panel.busy.has(name)) return
  updatePanel(does, ({ busy }) => ({ busy: new Set(busy).add(name), problem: undefined }))
  const problem = await act()
  updatePanel(does, ({ busy }) => ({ busy: new Set([...busy].filter((each) => each !== name)), problem }))
}

/** Asks the server for it. */
export function sendFromPanel(does: Does, name: string, action: Action): void {
  void actInPanel(does, name, async () => {
    const outcome = await does.server.act(action)
    return outcome.ok ? undefined : outcome.problem
  })
}
