import { joinPrompts, type Request } from '../domain/request.ts'
import { takeSnippet } from './promptText.ts'
import type { Texts } from './text/en.ts'

/** What of a request differs from the one it was made from, each as people read it. */
export function describeChanges(texts: Texts, before: Request, after: Request): string[] {
  const { changes, qualityNames, times, writing } = texts
  const seconds = ({ duration }: Request) => times.seconds(writing.number(duration))
  const compare = <Value>(pick: (request: Request) => Value, name: (value: Value) => string): string[] => {
    const [old, present] = [pick(before), pick(after)]
    return old === present ? [] : [replace(name(old), name(present))]
  }
  const image = (role: 'startImage' | 'endImage', words: string) =>
    after[role] !== undefined && after[role].id !== before[role]?.id ? [words] : []
  return [
    ...describePrompt(texts, joinPrompts(before), joinPrompts(after)),
    ...image('startImage', changes.newStartImage),
    ...image('endImage', changes.newEndImage),
    ...(before.duration === after.duration ? [] : [replace(seconds(before), seconds(after))]),
    ...(after.startImage === undefined ? compare(({ aspectRatio }) => aspectRatio, String) : []),
    ...compare(
      ({ quality }) => quality,
      (quality) => qualityNames[quality],
    ),
    ...(before.sound === after.sound ? [] : [after.sound ? changes.soundOn : changes.soundOff]),
  ]
}

/** The words that were added, where the others stayed. */
function describePrompt({ changes }: Texts, before: string, after: string): string[] {
  if (before === after) return []
  const added = after.startsWith(before) ? takeSnippet(after.slice(before.length).replace(/^[\s,;:.]+/u, '')) : ''
  return [added === '' ? changes.newPrompt : changes.added(added)]
}

/** "5 s → 10 s" in every language. */
const replace = (before: string, after: string) => `${before} → **${after}**`
