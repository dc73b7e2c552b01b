import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { CommandDraft } from '../../client/commands/commandDraft.ts'
import { isAttachment } from '../../client/commands/commandOption.ts'
import { drawIcon } from '../fields/drawIcon.ts'
import type { Does } from '../state/does.ts'
import type { State } from '../state/state.ts'
import { drawAttachments } from './drawAttachments.ts'
import { drawMoreOptions } from './drawMoreOptions.ts'
import { drawOption } from './drawOption.ts'
import { drawSendButton } from './drawSendButton.ts'
import { drawStrip } from './drawStrip.ts'
import { leaveCommand } from './leaveCommand.ts'
import { findRunnable } from './offeredRunnable.ts'
import { sendCommand } from './sendCommand.ts'

/** The box while a command is filled in. */
export function drawCommandBox(state: State, draft: CommandDraft<File>, does: Does): TemplateResult {
  const runnable = findRunnable(state, draft.name)
  const isBusy = draft.stage !== 'editing'
  const options = draft.fields.flatMap((field) => {
    const option = runnable?.options.find(({ name }) => name === field.name)
    return option === undefined ? [] : [{ option, field }]
  })
  return html`
    ${drawStrip(state, draft, runnable)}
    <div class="composer-box command-box" role="group" aria-label="/${draft.name}" aria-busy=${isBusy}>
      ${drawAttachments(
        options.filter(({ option }) => isAttachment(option)),
        draft.stage,
        does,
      )}
      <div class="command-row">
        <div class="command-fields">
          <span class="command-pill">
            /${draft.name}
            <button
              class="command-leave"
              type="button"
              title="Leave the command"
              aria-label="Leave /${draft.name}"
              ?disabled=${isBusy}
              @click=${() => leaveCommand(does)}
            >
              ${drawIcon('cross')}
            </button>
          </span>
          ${repeat(
            options,
            ({ field }) => field.name,
            ({ option, field }) => drawOption({ option, field, isBusy, list: state.composer.list }, does),
          )}
          ${runnable === undefined ? nothing : drawMoreOptions(state, draft, runnable, does)}
        </div>
        ${drawSendButton(isBusy ? 'Sending command…' : 'Send command', isBusy, () => void sendCommand(does))}
      </div>
    </div>
  `
}
