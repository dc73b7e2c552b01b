import { html, nothing, type TemplateResult } from 'lit'
import { listMenu } from '../../../client/messages/listMenu.ts'
import type { ShownMessage } from '../../../protocol.ts'
import { drawSign } from '../drawSign.ts'
import type { Look } from '../look.ts'
import { menuButtonId, menuWidth, openMenu } from './openMenu.ts'

/** Shown over a message's corner while the pointer or the focus is on it, and always where there is only touch. */
export function drawToolbar(message: ShownMessage, look: Look): TemplateResult | typeof nothing {
  const { state, scene, person, place, does } = look
  const { apps, canCopy, canDelete, canDismiss } = listMenu(message, { person, place, commands: scene.commands })
  if (apps.length === 0 && !canCopy && !canDelete && !canDismiss) return nothing
  const open = ({ currentTarget }: Event) => {
    if (!(currentTarget instanceof Element)) return
    const { right, bottom } = currentTarget.getBoundingClientRect()
    openMenu(does, message.id, { x: right - menuWidth, y: bottom + 4 })
  }
  return html`
    <div class="message-toolbar" slot="reply">
      <button
        type="button"
        id=${menuButtonId(message.id)}
        aria-label="More"
        title="More"
        aria-haspopup="menu"
        aria-expanded=${state.openMenu === message.id ? 'true' : 'false'}
        @click=${open}
      >
        ${drawSign('more')}
      </button>
    </div>
  `
}
