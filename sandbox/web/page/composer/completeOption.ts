import { changeField, findField, type Suggestions } from '../../client/commands/commandDraft.ts'
import type { CommandOption } from '../../client/commands/commandOption.ts'
import { readValues } from '../../client/commands/readValues.ts'
import type { Does } from '../state/does.ts'
import { changeCommand } from './changeComposer.ts'
import { findRunnable } from './offeredRunnable.ts'

/** A person who types on is not asked for in between. */
const pause = 250

/** Asks the app for suggestions, unless the person has typed on before the time is over or the answer is there. */
export function completeOption(does: Does, option: CommandOption, text: string, wait: number = pause): void {
  show(does, option, { text, state: 'loading', items: [] })
  setTimeout(() => void ask(does, option, text), wait)
}

async function ask(does: Does, option: CommandOption, text: string): Promise<void> {
  const state = does.read()
  const { command } = state.composer
  const runnable = command && findRunnable(state, command.name)
  if (command === undefined || runnable === undefined || findField(command, option.name)?.text !== text) return
  const outcome = await does.server.act({
    kind: 'complete',
    personId: state.personId,
    placeId: state.placeId,
    name: command.name,
    values: { ...readValues(command, runnable, {}), [option.name]: text },
    focused: option.name,
  })
  const items = outcome.ok ? outcome.choices : undefined
  show(does, option, { text, state: items === undefined ? 'failed' : 'ready', items: items ?? [] })
}

/** Suggestions for another text than the one that stands there are of no use any more. */
function show(does: Does, { name }: CommandOption, suggestions: Suggestions): void {
  changeCommand(does, (draft) =>
    findField(draft, name)?.text === suggestions.text ? changeField(draft, name, { suggestions }) : draft,
  )
}
