import { z } from 'zod'
import { shortestSecret } from '../log.ts'

// No message repeats a value: it may be a key in the wrong place.

function refuse(context: z.RefinementCtx, problem: string, fix: string): never {
  context.addIssue({ code: 'custom', message: problem, params: { fix } })
  return z.NEVER
}

export function secret(fix: string) {
  return z.string().transform((text, context) => {
    if (/^(?:Bot|Bearer)\s/i.test(text)) return refuse(context, 'begins with a word that is no part of it', fix)
    if (!/^[!-~]+$/.test(text) || /["'`]/.test(text)) {
      return refuse(context, 'contains quotes, spaces or other characters that no key has', fix)
    }
    // It was cut off on its way here; the log takes out only words of this length or more.
    if (text.length < shortestSecret) return refuse(context, 'is too short: it seems to be cut off', fix)
    return text
  })
}

interface AddressRules {
  readonly example: string
  readonly path: 'none' | 'withoutVersion' | 'any'
}

export function address({ example, path }: AddressRules) {
  const fix = `Write it like ${example}.`
  return z.string().transform((text, context) => {
    if (!URL.canParse(text) || !/^https?:\/\/[^/]/i.test(text)) {
      return refuse(context, 'is not an http or https address', fix)
    }
    const { username, password, search, hash, pathname } = new URL(text)
    if (username !== '' || password !== '') return refuse(context, 'contains a name or a password', fix)
    if (search !== '' || hash !== '' || /[?#]/.test(text)) return refuse(context, 'has more than a path', fix)
    if (text.endsWith('/')) return refuse(context, 'ends with a slash', fix)
    if (path === 'none' && pathname !== '/') return refuse(context, 'has a path', fix)
    if (path === 'withoutVersion' && /\/v\d+$/i.test(pathname)) return refuse(context, 'ends with a version', fix)
    return text
  })
}

interface WholeNumberRules {
  readonly least: number
  readonly most: number
  readonly unit?: string
}

export function wholeNumber({ least, most, unit }: WholeNumberRules) {
  return z.string().transform((text, context) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
    if (value >= least && value <= most) return value
    const range = `a whole number from ${least} to ${most}`
    return refuse(context, `is not ${range}`, `Write ${range}${unit === undefined ? '' : ` (${unit})`}.`)
  })
}

export const gigabytes = z.string().transform((text, context) => {
  const bytes = /^\d{1,6}(?:\.\d{1,6})?$/.test(text) ? Math.round(Number(text) * 1_000_000_000) : 0
  return bytes > 0
    ? bytes
    : refuse(context, 'is not a number of gigabytes above 0', 'Write it like 10 or 2.5, without a unit.')
})

/** Dollars to micro-dollars, or `unlimited`. */
export const budget = z.string().transform((text, context) => {
  if (text.toLowerCase() === 'unlimited') return 'unlimited'
  return /^\d{1,9}(?:\.\d{1,6})?$/.test(text)
    ? Math.round(Number(text) * 1_000_000)
    : refuse(context, 'is not an amount of US dollars', 'Write it like 3 or 2.50, without a sign; or 0, or unlimited.')
})

export const yesOrNo = z.string().transform((text, context) => {
  const word = text.toLowerCase()
  return word === 'true' || word === 'false'
    ? word === 'true'
    : refuse(context, 'is neither true nor false', 'Write true or false.')
})

const isGuildId = (text: string) => /^\d{17,20}$/.test(text)
const guildFix = 'In Discord turn on Settings, Advanced, Developer Mode; then right-click the server, "Copy Server ID".'

export const guildId = z
  .string()
  .transform((text, context) => (isGuildId(text) ? text : refuse(context, 'is not the id of a server', guildFix)))

function splitList(text: string): string[] {
  const items = text.split(',').map((item) => item.trim())
  return [...new Set(items.filter((item) => item !== ''))]
}

export const guildList = z.string().transform((text, context) => {
  if (text.toLowerCase() === 'any') return 'any'
  const ids = splitList(text)
  return ids.length > 0 && ids.every(isGuildId)
    ? ids
    : refuse(context, 'is not a list of server ids', `Write ids separated by commas, or any. ${guildFix}`)
})

/** Some of the given words, each once, in the order of the text. */
export function listOf<const Word extends string>(words: readonly Word[]) {
  return z.string().transform((text, context): readonly Word[] => {
    const items = splitList(text.toLowerCase())
    const known = items.flatMap((item) => words.filter((word) => word === item))
    return known.length > 0 && known.length === items.length
      ? known
      : refuse(context, 'names something else than a provider', `Choose among ${words.join(', ')}.`)
  })
}

export function oneOf<const Word extends string>(words: readonly Word[]) {
  return z.string().transform((text, context): Word => {
    const known = words.find((word) => word === text.toLowerCase())
    return known ?? refuse(context, 'is not one of the known words', `Choose among ${words.join(', ')}.`)
  })
}

export const databaseUrl = z.string().transform((text, context) => {
  const fix = 'Write it like sqlite://data/kling.sqlite.'
  if (/^sqlite:\/\/./i.test(text)) return text.replace(/^sqlite/i, 'sqlite')
  const isAnother = /^(?:postgres(?:ql)?|rediss?|mysql|mariadb|mongodb(?:\+srv)?):/i.test(text)
  return isAnother
    ? refuse(context, 'names a database that is not supported yet: only SQLite is', fix)
    : refuse(context, 'is not the address of an SQLite database', fix)
})

export const folder = z
  .string()
  .transform((text, context) => (text.includes('\0') ? refuse(context, 'is not a folder', 'Write a path.') : text))
