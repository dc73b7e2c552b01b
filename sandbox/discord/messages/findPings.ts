import { isObject, type JsonObject, textIn } from '../json.ts'
import { displayedText, walkComponents } from '../validation/checkComponents.ts'

/** What is parsed where the body says nothing: answers to interactions parse users only, other messages everything. */
export type MentionDefault = 'users' | 'everything'

export interface PingSituation {
  readonly fallback: MentionDefault
  readonly mayMentionEveryone: boolean
  /** Whose message is replied to. */
  readonly repliedTo: string | undefined
  readonly isKnownUser: (id: string) => boolean
}

export function readText(content: string, components: readonly JsonObject[]): string {
  const displayed = walkComponents(components).map(({ component }) => displayedText(component))
  return [content, ...displayed].filter((text) => text !== '').join('\n')
}

/**
 * Whom a new message notifies.
 * @see https://discord.com/developers/docs/resources/message#allowed-mentions-object
 */
export function findPings(body: JsonObject, text: string, situation: PingSituation): string[] {
  const allowed = isObject(body.allowed_mentions) ? body.allowed_mentions : undefined
  const everything = situation.fallback === 'everything' ? ['users', 'roles', 'everyone'] : ['users']
  const parsed = allowed === undefined ? everything : listOf(allowed.parse)
  const users = mentioned(text, /<@!?(\d+)>/g)
    .filter((id) => situation.isKnownUser(id))
    .filter((id) => parsed.includes('users') || listOf(allowed?.users).includes(id))
  const roles = mentioned(text, /<@&(\d+)>/g)
    .filter((id) => parsed.includes('roles') || listOf(allowed?.roles).includes(id))
    .map((id) => `role:${id}`)
  const isEveryone = parsed.includes('everyone') && situation.mayMentionEveryone && /@(everyone|here)\b/.test(text)
  const pingsReplied = allowed === undefined || allowed.replied_user === true
  const replied = situation.repliedTo !== undefined && pingsReplied ? [situation.repliedTo] : []
  return [...new Set([...users, ...replied, ...roles, ...(isEveryone ? ['everyone'] : [])])]
}

const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(textIn) : [])

const mentioned = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].flatMap(([, id]) => (id === undefined ? [] : [id]))
