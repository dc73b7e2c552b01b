import { html, type TemplateResult } from 'lit'
import type { Switch } from '../../protocol.ts'
import type { Does } from '../state/does.ts'
import { sendFromPanel } from './panelDoes.ts'

/** Some trouble that can be switched on. */
export function drawSwitch({ id, label, description, isOn }: Switch, isBusy: boolean, does: Does): TemplateResult {
  return html`<button
    class="switch"
    role="switch"
    aria-checked=${isOn}
    aria-busy=${isBusy}
    aria-labelledby=${`switch-${id}`}
    aria-describedby=${`about-${id}`}
    @click=${() => sendFromPanel(does, id, { kind: 'switch', id, isOn: !isOn })}
  >
    <span class="switch-name" id=${`switch-${id}`}>${label}</span>
    <span class="switch-track"><span class="switch-knob"></span></span>
    <span class="hint" id=${`about-${id}`}>${description}</span>
  </button>`
}
