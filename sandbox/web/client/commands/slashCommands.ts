import { commandTypes, optionTypes } from '../../../discord/flags.ts'
import { type JsonObject, objectsIn, textIn } from '../../../discord/json.ts'
import { type CommandOption, isAttachment, readOption } from './options.ts'

/** A command that can be typed: `kling video`. */
export interface Runnable {
  readonly name: string
  readonly description: string
  readonly options: readonly CommandOption[]
}

/**
 * The slash commands that can be typed, subcommands and those in groups one by one, in the order of their registration.
 *
 * @param commands as Discord's API lists them
 * @param offered ids of those that the client offers
 */
export function listRunnable(commands: readonly JsonObject[], offered: readonly string[]): readonly Runnable[] {
  return commands
    .filter(({ id, type }) => (type ?? commandTypes.chatInput) === commandTypes.chatInput && offered.includes(`${id}`))
    .flatMap((command) => listWithin(command, textIn(command.name)))
}

function listWithin(body: JsonObject, name: string): readonly Runnable[] {
  const options = objectsIn(body.options)
  const inner = options.filter(({ type }) => type === optionTypes.subcommand || type === optionTypes.group)
  if (inner.length > 0) return inner.flatMap((each) => listWithin(each, `${name} ${textIn(each.name)}`))
  // A group without subcommands leads nowhere.
  if (body.type === optionTypes.group) return []
  return [{ name, description: textIn(body.description), options: options.map(readOption) }]
}

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

export interface CommandText {
  readonly runnable: Runnable
  /** What stood behind the names of options. */
  readonly texts: readonly { readonly option: string; readonly text: string }[]
}

/**
 * Reads a command that was typed or pasted as text: `/kling video prompt: a boat duration: 5`. Words before the first
 * option belong to the first one that takes text. Nothing where no command's whole name is followed by a space.
 */
export function readCommandText(text: string, runnable: readonly Runnable[]): CommandText | undefined {
  const [, typed = ''] = /^\/([\s\S]*)$/.exec(text) ?? []
  const found = runnable
    .filter(({ name }) => typed.toLowerCase().startsWith(name.toLowerCase()) && /^\s/.test(typed.slice(name.length)))
    .sort((one, other) => other.name.length - one.name.length)[0]
  if (found === undefined) return undefined
  return { runnable: found, texts: readTexts(typed.slice(found.name.length), found) }
}

function readTexts(rest: string, { options }: Runnable): CommandText['texts'] {
  const texts: { option: string; text: string }[] = []
  let end = rest.length
  const marks = [...rest.matchAll(/(?<=^|\s)([^\s:]+):/g)].filter(([, name]) =>
    options.some((option) => option.name === name && !isAttachment(option)),
  )
  for (const mark of marks.reverse()) {
    const [whole, option = ''] = mark
    texts.unshift({ option, text: rest.slice(mark.index + whole.length, end).trim() })
    end = mark.index
  }
  const leading = rest.slice(0, end).trim()
  const takesText = options.find(({ type, choices }) => type === optionTypes.string && choices.length === 0)
  if (leading === '' || takesText === undefined) return texts
  return [{ option: takesText.name, text: leading }, ...texts.filter(({ option }) => option !== takesText.name)]
}
