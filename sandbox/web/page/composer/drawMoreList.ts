import type { TemplateResult } from 'lit'
import type { CommandDraft } from '../../client/commands/commandDraft.ts'
import type { Runnable } from '../../client/commands/listRunnable.ts'
import { drawListBox } from '../fields/drawListBox.ts'
import type { Does } from '../state/does.ts'
import { listId } from './elementIds.ts'
import { foundOptions } from './moreOptions.ts'
import { reachItem } from './moveList.ts'
import { openOption } from './openOption.ts'

/** The options that can still be opened. */
export function drawMoreList(draft: CommandDraft, runnable: Runnable, active: number, does: Does): TemplateResult {
  const found = foundOptions(draft, runnable)
  return drawListBox({
    id: listId,
    label: 'Options',
    heading: 'Options',
    items: found.map(({ name, description }) => ({ key: name, name, detail: description })),
    active,
    emptyText: 'No options match your search',
    choose(index) {
      const option = found[index]
      if (option !== undefined) openOption(does, option.name)
    },
    reach: (index) => reachItem(does, index),
  })
}
