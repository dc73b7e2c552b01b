import { html, type TemplateResult } from 'lit'
import { type CommandDraft, listUnopened } from '../../client/commands/commandDraft.ts'
import type { Runnable } from '../../client/commands/listRunnable.ts'
import { drawGrowingText } from '../fields/drawGrowingText.ts'
import { itemId } from '../fields/drawListBox.ts'
import type { Does } from '../state/does.ts'
import type { State } from '../state/state.ts'
import { listId, moreId } from './elementIds.ts'
import { exitMore, openMore, pressInMore, searchMore } from './moreOptions.ts'

/** The end of a command: where further options are looked for by typing, and where Enter sends. */
export function drawMoreOptions(state: State, draft: CommandDraft, runnable: Runnable, does: Does): TemplateResult {
  const { list } = state.composer
  const count = listUnopened(draft, runnable).length
  const isOpen = list?.of === 'more'
  return html`
    <div class="more-options" data-count=${count}>
      ${drawGrowingText({
        id: moreId,
        label: count === 0 ? `End of /${draft.name}` : `${count} more ${count === 1 ? 'option' : 'options'}`,
        text: draft.search,
        isLine: true,
        placeholder: count === 0 ? '' : `+${count} more`,
        isReadOnly: draft.stage !== 'editing' || count === 0,
        list: {
          id: listId,
          isOpen,
          activeId: isOpen && list.active >= 0 ? itemId(listId, list.active) : undefined,
        },
        input: (search, event) => searchMore(does, search, event),
        keydown: (event) => pressInMore(event, does),
        focus: () => openMore(does),
        blur: () => exitMore(does),
        click: () => {
          if (!isOpen) openMore(does)
        },
      })}
    </div>
  `
}
