import type { Generation } from '../../src/domain/generation.ts'
import { isClosed } from '../../src/domain/stateMachine.ts'

type Fields = Readonly<Record<string, unknown>>

/** What changes with every write, or follows from what is named. */
const silent = new Set(['version', 'stateSince'])
/** Fields of which the parts are named. */
const grouped = new Set(['delivery', 'origin'])

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

function listChanges(before: Fields, after: Fields, prefix = ''): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => !silent.has(name)).sort()
  return names.flatMap((name) => {
    const [old, next] = [before[name], after[name]]
    if (isSame(old, next)) return []
    if (next === undefined) return [`-${prefix}${name}`]
    return grouped.has(name) ? listChanges((old ?? {}) as Fields, next as Fields, `${name}.`) : [`${prefix}${name}`]
  })
}

/**
 * What a write does to a generation: the transition, or else the fields that it changes. A write that is new to the bot has a
 * new name, so that nobody can forget it.
 *
 * @param after undefined where the record is deleted
 */
export function nameWrite(before: Generation | undefined, after: Generation | undefined): string {
  if (after === undefined) return 'removed'
  if (before === undefined) return 'created'
  if (before.state !== after.state) return `${before.state}->${after.state}`
  if (isClosed(after)) return 'finished'
  const changes = listChanges(before, after)
  return changes.length === 0 ? 'unchanged' : changes.join(' ')
}
