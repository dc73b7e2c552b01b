import type { Does } from '../../state/does.ts'

/** Takes an ephemeral message away; as in Discord, nobody is told. */
export function dismissMessage(does: Does, messageId: string): void {
  does.update((state) => ({
    ...state,
    dismissed: new Set(state.dismissed).add(messageId),
    openMenu: state.openMenu === messageId ? undefined : state.openMenu,
  }))
}

/** Takes the notice of a command away that was never answered. */
export function dismissFailure(does: Does, sentId: string): void {
  does.update((state) => ({ ...state, dismissedFailures: new Set(state.dismissedFailures).add(sentId) }))
}
