import { rulesExtended, SimpleMarkdown } from 'discord-markdown-parser'
import { listRule } from './listRule.ts'

type Rule = (typeof rulesExtended)[string]
type Match = Rule['match']

/** Nested under a parser's rules are lookups by name; these names exist in every version of the package. */
function extend(name: string, match: Match): Rule {
  const rule = rulesExtended[name]
  if (rule === undefined) throw new Error(`discord-markdown-parser has no rule ${name}`)
  return { ...rule, match }
}

const anywhere =
  (pattern: RegExp): Match =>
  (source) =>
    pattern.exec(source)

/** The package asks the last group of what stood before, which is not the end of a line after a quotation. */
const atLineStart =
  (pattern: RegExp): Match =>
  (source, state) =>
    /(?:^|\n)$/.test(state.prevCapture?.[0] ?? '') ? pattern.exec(source) : null

/**
 * The rules of the package, where it agrees with Discord's client, and ours where it does not: lists, every id (it wants 17
 * digits), the newer forms of times, and addresses of the web alone.
 */
const rules: Record<string, Rule> = {
  ...rulesExtended,
  heading: extend('heading', atLineStart(/^(#{1,3}) +([^\n]+?)(\n|$)/)),
  subtext: extend('subtext', atLineStart(/^-# +([^\n]+?)(\n|$)/)),
  list: listRule,
  user: extend('user', anywhere(/^<@!?(\d+)>/)),
  role: extend('role', anywhere(/^<@&(\d+)>/)),
  channel: extend('channel', anywhere(/^<#(\d+)>/)),
  slashCommand: extend('slashCommand', anywhere(/^<\/([-_'\p{L}\p{N} ]{1,100}):(\d+)>/u)),
  timestamp: extend('timestamp', anywhere(/^<t:(-?\d{1,17})(?::([tTdDfFsSR]))?>/)),
  autolink: extend('autolink', anywhere(/^<(https?:\/\/[^ >]+)>/)),
  link: extend(
    'link',
    anywhere(/^\[((?:\\.|[^[\]\\]|\[[^\]]*\])+)\]\(\s*<?(https?:\/\/(?:\([^()\s]*\)|[^()\s<>])+)>?\s*\)/),
  ),
}

/** Text as a tree of the package's nodes. */
export const parseMarkdown = SimpleMarkdown.parserFor(rules)
