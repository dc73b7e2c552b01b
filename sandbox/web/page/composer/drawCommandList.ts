import { html, nothing, type TemplateResult } from 'lit'
import type { Runnable } from '../../client/commands/listRunnable.ts'
import { searchRunnable } from '../../client/commands/searchRunnable.ts'
import { drawListBox } from '../fields/drawListBox.ts'
import { drawAvatar } from '../parts/drawAvatar.ts'
import type { Does } from '../state/does.ts'
import type { State } from '../state/state.ts'
import { chooseCommand } from './chooseCommand.ts'
import { listId } from './elementIds.ts'
import { reachItem } from './moveList.ts'
import { offeredRunnable } from './offeredRunnable.ts'

/** The commands that fit what was typed. */
export function drawCommandList(state: State, active: number, does: Does): TemplateResult {
  const { bot } = state.scene ?? { bot: { id: '', name: '' } }
  const typed = state.composer.text.slice(1).trim()
  const found = searchRunnable(offeredRunnable(state), typed)
  return drawListBox({
    id: listId,
    label: 'Commands',
    heading:
      typed === ''
        ? html`${drawAvatar(bot.id, bot.name)}<span>${bot.name}</span>`
        : html`<span>Commands matching <strong>/${typed}</strong></span>`,
    items: found.map((runnable, index) => ({
      key: runnable.name,
      name: `/${runnable.name}`,
      detail: runnable.description,
      after: html`${index === active ? drawOptionNames(runnable) : nothing}<span class="app-name">${bot.name}</span>${drawAvatar(bot.id, bot.name)}`,
    })),
    active,
    emptyText: 'No commands match',
    choose(index) {
      const runnable = found[index]
      if (runnable !== undefined) chooseCommand(does, runnable)
    },
    reach: (index) => reachItem(does, index),
  })
}

/** What the command will ask for. */
function drawOptionNames({ options }: Runnable): TemplateResult | typeof nothing {
  const required = options.filter(({ isRequired }) => isRequired)
  const more = options.length - required.length
  if (options.length === 0) return nothing
  return html`<span class="option-names" aria-hidden="true">
    ${required.map(({ name }) => html`<span>${name}</span>`)} ${more > 0 ? html`<span>+${more} optional</span>` : nothing}
  </span>`
}
