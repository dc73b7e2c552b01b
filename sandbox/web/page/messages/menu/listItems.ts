import type { TemplateResult } from 'lit'
import { describeMessage } from '../../../client/messages/describeMessage.ts'
import type { Menu } from '../../../client/messages/listMenu.ts'
import type { ShownMessage } from '../../../protocol.ts'
import { actOnMessage } from '../actions/actOnMessage.ts'
import { dismissMessage } from '../actions/dismissMessage.ts'
import { drawSign } from '../drawSign.ts'
import type { Look } from '../look.ts'
import { closeMenu } from './openMenu.ts'

export interface MenuItem {
  readonly label: string
  readonly sign: TemplateResult
  readonly isDangerous: boolean
  act(): void
}

/** What the menu of a message offers, and does. */
export function listItems(
  message: ShownMessage,
  menu: Menu,
  look: Look,
): { readonly items: readonly MenuItem[]; readonly apps: readonly MenuItem[] } {
  const { does, person, place } = look
  const by = { personId: person.id, placeId: place.id, messageId: message.id }
  const item = (
    label: string,
    sign: Parameters<typeof drawSign>[0],
    act: () => void,
    isDangerous = false,
  ): MenuItem => ({
    label,
    sign: drawSign(sign),
    isDangerous,
    act() {
      closeMenu(does, { returnsFocus: true })
      act()
    },
  })
  return {
    apps: menu.apps.map((name) =>
      item(name, 'apps', () => void actOnMessage(does, message.id, { kind: 'runOnMessage', name, ...by })),
    ),
    items: [
      ...(menu.canCopy ? [item('Copy Text', 'copy', () => void copyText(message, look))] : []),
      ...(menu.canDismiss ? [item('Dismiss Message', 'cross', () => dismissMessage(does, message.id))] : []),
      ...(menu.canDelete
        ? [item('Delete Message', 'bin', () => void actOnMessage(does, message.id, { kind: 'remove', ...by }), true)]
        : []),
    ],
  }
}

async function copyText({ body }: ShownMessage, { does, scene, state }: Look): Promise<void> {
  const announce = (announcement: string) => does.update((now) => ({ ...now, announcement }))
  try {
    await navigator.clipboard.writeText(describeMessage(body, { named: scene, now: state.now }))
    announce('Copied')
  } catch {
    announce('The text could not be copied')
  }
}
