import { isUnjoined, splitCharacters } from '../../domain/text.ts'

export interface TextLimit {
  /** What a reader counts as characters. */
  readonly graphemes: number
  /** UTF-16 units; bounds what Discord counts and, times three, the bytes. */
  readonly units: number
}

/** How far back a cut may go to end with a whole word. */
const wordSlack = 20

/** Ends long text with `…`, between graphemes, and between words where a word ends nearby. */
export function shortenText(text: string, limit: TextLimit): string {
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
