import type { CommandDraft } from '../../client/commands/commandDraft.ts'
import { focusAfterDraw } from '../fields/afterDraw.ts'
import type { State } from '../state/state.ts'
import { fieldId, moreId, textId } from './elementIds.ts'

/** Puts the focus where the person goes on writing: into the box, or into the first option that is empty. */
export function focusComposer({ composer: { command } }: State): void {
  focusAfterDraw(command === undefined ? textId : nextId(command))
}

/** The first opened option without anything in it, else the first; without any, the end. */
function nextId({ fields }: CommandDraft<File>): string {
  const next = fields.find(({ text, file }) => text === '' && file === undefined) ?? fields[0]
  return next === undefined ? moreId : fieldId(next.name)
}

/** The option before or behind one; `undefined` is the end, where further options are looked for. */
export function focusNeighbour({ fields }: CommandDraft<File>, name: string | undefined, step: 1 | -1): boolean {
  const ids = [...fields.map((field) => fieldId(field.name)), moreId]
  const from = name === undefined ? ids.length - 1 : ids.indexOf(fieldId(name))
  const id = ids[from + step]
  if (id === undefined) return false
  focusAfterDraw(id)
  return true
}
