import { html, nothing, type TemplateResult } from 'lit'
import { type CommandDraft, findField } from '../../client/commands/commandDraft.ts'
import type { Runnable } from '../../client/commands/listRunnable.ts'
import { drawAvatar } from '../parts/drawAvatar.ts'
import type { State } from '../state/state.ts'
import { stripId } from './elementIds.ts'
import { outdated } from './words.ts'

/** Over the box: what the option with the focus is for, or the command. */
export function drawStrip(
  { composer, scene }: State,
  draft: CommandDraft,
  runnable: Runnable | undefined,
): TemplateResult {
  const option = runnable?.options.find(({ name }) => name === composer.focused)
  const field = option && findField(draft, option.name)
  const { bot } = scene ?? { bot: { id: '', name: '' } }
  const most = option?.mostCharacters
  const length = field?.text.length ?? 0
  return html`
    <div class="command-strip" id=${stripId} data-problem=${field?.problem !== undefined}>
      ${
        field === undefined || option === undefined
          ? html`${drawAvatar(bot.id, bot.name)}<strong>/${draft.name}</strong><span>${runnable?.description ?? outdated}</span>`
          : html`<strong>${option.name}</strong><span>${option.description}</span>`
      }
      ${
        most === undefined || length < most * 0.8
          ? nothing
          : html`<span class="strip-count" data-over=${length > most}>${length} / ${most}</span>`
      }
    </div>
  `
}
