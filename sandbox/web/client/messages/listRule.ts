import { type rulesExtended, SimpleMarkdown } from 'discord-markdown-parser'

type Rule = (typeof rulesExtended)[string]
type Node = ReturnType<ReturnType<typeof SimpleMarkdown.parserFor>>[number]
type Read = (text: string) => Node[]

interface Row {
  readonly indent: number
  /** Absent without numbers. */
  readonly number: number | undefined
  readonly text: string
}

const item = ' *(?:[-*]|\\d{1,9}\\.) +[^\\n]+'
const continued = ' {2,}[^\\n]+'
const list = new RegExp(`^${item}(?:\\n(?:${item}|${continued}))*(?:\\n|$)`)
const marker = /^( *)(?:[-*]|(\d{1,9})\.) +(.*)$/

/** Discord's lists: `- ` or `* ` or `1. ` at the beginning of a line, deeper with more spaces; the package knows none. */
export const listRule: Rule = {
  order: SimpleMarkdown.defaultRules.list.order,
  match: (source, state) => (/(?:^|\n)$/.test(state.prevCapture?.[0] ?? '') ? list.exec(source) : null),
  parse: (capture, parse, state) => buildLists(readRows(capture[0] ?? ''), (text) => parse(text, { ...state })),
}

function readRows(text: string): Row[] {
  const rows: Row[] = []
  for (const line of text.replace(/\n$/, '').split('\n')) {
    const match = marker.exec(line)
    const last = rows.at(-1)
    if (match !== null) {
      const [, indent = '', number, content = ''] = match
      rows.push({ indent: indent.length, number: number === undefined ? undefined : Number(number), text: content })
    } else if (last !== undefined) rows.splice(-1, 1, { ...last, text: `${last.text}\n${line.trim()}` })
  }
  return rows
}

/** Rows that are indented more than the first belong to the item above them; a change of the marker begins a new list. */
function buildLists(rows: readonly Row[], read: Read): Node[] {
  const lists: { type: string; start: number | undefined; items: Node[][] }[] = []
  const base = rows[0]?.indent ?? 0
  for (let at = 0; at < rows.length; ) {
    const row = rows[at]
    if (row === undefined) break
    const next = rows.findIndex(({ indent }, index) => index > at && indent < base + 2)
    const end = next === -1 ? rows.length : next
    const content = [...read(row.text), ...buildLists(rows.slice(at + 1, end), read)]
    const last = lists.at(-1)
    if (last !== undefined && (last.start === undefined) === (row.number === undefined)) last.items.push(content)
    else lists.push({ type: 'list', start: row.number, items: [content] })
    at = end
  }
  return lists
}
