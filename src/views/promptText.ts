import { isUnjoined, splitCharacters } from '../domain/text.ts'

/** Escaped this is at most 1,800 units: half of what Discord takes, and far from the bytes at which it is known to fail. */
const quoted = { graphemes: 500, units: 900 }
const mostLines = 8
/** As much as fits into a message beside everything else. */
const copied = { graphemes: 2_500, units: 3_000 }

const snippet = { graphemes: 60, units: 120 }
const choice = { graphemes: 60, units: 80 }
/** One line on a phone, so that a video is not pushed out of sight by its own name. */
const headline = { graphemes: 34, units: 68 }
const name = { graphemes: 40, units: 80 }
/** Graphemes: about five lines on a phone. */
const mostInRow = 180
const described = { graphemes: 300, units: 900 }

/** Somebody's prompt as a quotation, escaped and shortened; undefined where nothing of it can be seen. */
export function quotePrompt(prompt: string): string | undefined {
  const lines = cleanText(prompt).split('\n')
  const kept = lines.length > mostLines ? `${lines.slice(0, mostLines).join('\n')}…` : lines.join('\n')
  const shown = escapeText(shortenText(kept, quoted))
  return shown === '' ? undefined : shown.replace(/^/gm, '> ')
}

/** Somebody's whole prompt as a block to copy, for themselves; undefined where nothing of it can be seen. */
export function quoteToCopy(prompt: string): string | undefined {
  const shown = shortenText(cleanText(prompt), copied)
  // Nothing but three backticks ends the block, and nothing in it is formatting.
  return shown === '' ? undefined : `\`\`\`\n${shown.replaceAll('``', '`\u200B`')}\n\`\`\``
}

/** The beginning of a text on one line, escaped. */
export function takeSnippet(text: string): string {
  return escapeText(shortenText(onOneLine(text), snippet))
}

/** One of several rows on a card, escaped; escaping may double it. @param units of UTF-16 */
export function takeRow(text: string, units: number): string {
  return escapeText(shortenText(onOneLine(text), { graphemes: mostInRow, units: Math.min(units, 2 * mostInRow) }))
}

/** A video's name in bold. Undefined where nothing of the prompt can be seen. */
export function takeHeadline(prompt: string): string | undefined {
  const words = escapeText(shortenText(onOneLine(prompt), headline))
  return words === '' ? undefined : `**${words}**`
}

/** By what a person knows a video again, on one line, escaped. */
export function takeName(prompt: string): string {
  return escapeText(shortenText(onOneLine(prompt), name))
}

/** For alternative texts, which know no formatting: on one line, shortened, not escaped. */
export function describePlainly(text: string): string {
  return shortenText(onOneLine(text), described)
}

/** For a list of suggestions, which knows no formatting and takes 100 units in all. */
export function describeChoice(text: string): string {
  return shortenText(onOneLine(text), choice)
}

const onOneLine = (text: string) => cleanText(text).replace(/\s+/gu, ' ')

interface TextLimit {
  /** What a reader counts as characters. */
  readonly graphemes: number
  /** UTF-16 units; bounds what Discord counts and, times three, the bytes. */
  readonly units: number
}

/** How far back a cut may go to end with a whole word. */
const wordSlack = 20

/** Ends long text with `…`, between graphemes, and between words where a word ends nearby. */
function shortenText(text: string, limit: TextLimit): string {
  if (isUnjoined(text)) {
    const longest = Math.min(limit.graphemes, limit.units)
    return text.length <= longest ? text : `${cutAtWord(text.slice(0, longest))}…`
  }
  let graphemes = 0
  let end = 0
  for (const { segment, index } of splitCharacters(text)) {
    if (graphemes + 1 > limit.graphemes || index + segment.length > limit.units) {
      return `${cutAtWord(text.slice(0, end))}…`
    }
    graphemes += 1
    end = index + segment.length
  }
  return text
}

function cutAtWord(text: string): string {
  const lastSpace = text.search(/\s\S*$/u)
  return (lastSpace > text.length - wordSlack ? text.slice(0, Math.max(lastSpace, 0)) : text).trimEnd()
}

/** Overrides, embeddings and isolates turn the text around them about. */
const bidirectionalControls = /[\u202A-\u202E\u2066-\u2069]/g
const lineBreaks = /\r\n|[\r\v\f\u0085\u2028\u2029]/g
const invisible = /[\u200B\u2060\uFEFF\u00AD]/g
const control = /(?!\n)\p{Cc}/gu
const loneSurrogate = /\p{Surrogate}/gu
/** Marks piled up on one letter cover the lines around it. */
const piledMarks = /(\p{M}{4})\p{M}+/gu

/** Somebody's text without what cannot be seen, cannot be sent or disturbs its surroundings. Joined emoji stay whole. */
function cleanText(text: string): string {
  return text
    .replace(lineBreaks, '\n')
    .replaceAll('\t', ' ')
    .replace(loneSurrogate, '')
    .replace(control, '')
    .replace(bidirectionalControls, '')
    .replace(invisible, '')
    .replace(piledMarks, '$1')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

const inlineSyntax = /[\\`*_~|<[\]:]/g
const lineSyntax = /^([ ]*)([#>+-])/gm
const numberedList = /^([ ]*\d+)([.)])/gm
const massMention = /@(?=everyone|here)/gi

/**
 * Shows somebody's text exactly as typed: no formatting, links, mentions, emoji codes, headings, lists or spoilers.
 *
 * A backslash before `<` ends user, role, channel, command, time and emoji forms; before `:` it ends addresses and emoji
 * codes. The mass mentions are broken with a zero-width space besides, since the push notification ignores backslashes.
 *
 * @see https://discord.com/developers/docs/reference#message-formatting
 */
function escapeText(text: string): string {
  return text
    .replace(inlineSyntax, '\\$&')
    .replace(lineSyntax, '$1\\$2')
    .replace(numberedList, '$1\\$2')
    .replace(massMention, '@\u200B')
}
