import type { Runnable } from './listRunnable.ts'

/**
 * The commands that fit what was typed after the slash, best first: `kl vi`, `video` and `klvd` all find `kling video`.
 * The client lets letters be left out and words be begun only.
 *
 * @see https://github.com/discord/discord-api-docs/pull/8598
 */
export function searchRunnable(runnable: readonly Runnable[], typed: string): readonly Runnable[] {
  const query = typed.toLowerCase().trim().replace(/\s+/g, ' ')
  return runnable
    .map((each) => ({ each, rank: rankName(each.name.toLowerCase(), query) }))
    .filter(({ rank }) => rank !== undefined)
    .sort((one, other) => Number(one.rank) - Number(other.rank))
    .map(({ each }) => each)
}

/** Lower is better; nothing where the letters do not occur in this order. */
function rankName(name: string, query: string): number | undefined {
  if (name.startsWith(query)) return 0
  const words = name.split(/[\s_-]+/)
  if (beginInOrder(words, query.split(' '))) return 1
  if (name.includes(query)) return 2
  return occurInOrder(name, query.replaceAll(' ', '')) ? 3 : undefined
}

function beginInOrder(words: readonly string[], beginnings: readonly string[]): boolean {
  let next = 0
  for (const word of words) if (word.startsWith(beginnings[next] ?? '\n')) next += 1
  return next === beginnings.length
}

function occurInOrder(name: string, letters: string): boolean {
  let next = 0
  for (const letter of name) if (letter === letters[next]) next += 1
  return next === letters.length
}
