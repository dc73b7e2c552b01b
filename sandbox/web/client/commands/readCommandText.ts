import { optionTypes } from '../../../discord/flags.ts'
import { isAttachment } from './commandOption.ts'
import type { Runnable } from './listRunnable.ts'

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
