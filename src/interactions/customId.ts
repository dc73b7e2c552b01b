import { z } from 'zod'

/** @see https://discord.com/developers/docs/components/reference#anatomy-of-a-component-custom-id */
const mostCharacters = 100

const name = z.string().regex(/^[a-z][A-Za-z]{0,31}$/)
const recordId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)
const argument = z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/)
const parts = z.union([z.tuple([name, recordId]), z.tuple([name, recordId, argument])])

/** Which page of a list a button leads to, counted from 0. */
export const pageArgument = z.string().regex(/^\d{1,5}$/)
export const readPage = (argument: string | undefined): number => Number(argument ?? 0)

/** What a component or modal carries: which handler it belongs to, about which record, and perhaps a small word besides. */
interface CustomId {
  readonly name: string
  readonly recordId: string
  readonly argument?: string
}

/**
 * `<handler>:<record id>` or `<handler>:<record id>:<argument>`. No state travels in it, since a member's client sends it back.
 * Throws where it would not be read again.
 */
export function createCustomId(handler: string, record: string, word?: string): string {
  const customId = [handler, record, ...(word === undefined ? [] : [word])].join(':')
  if (parseCustomId(customId) === undefined) throw new RangeError(`A custom id cannot be ${customId}`)
  return customId
}

/** Undefined for what no component of ours ever carried. */
export function parseCustomId(customId: string): CustomId | undefined {
  if (customId.length > mostCharacters) return undefined
  const parsed = parts.safeParse(customId.split(':'))
  if (!parsed.success) return undefined
  const [handler, record, word] = parsed.data
  return { name: handler, recordId: record, ...(word !== undefined && { argument: word }) }
}

const nested = z.object({
  custom_id: z.string().optional().catch(undefined),
  components: z.array(z.unknown()).catch([]),
  accessory: z.unknown().optional(),
})

/** What the components of a message are about, as Discord's API gives them and however deep they stand; each once. */
export function listRecordIds(components: readonly unknown[]): string[] {
  const ids = components.flatMap((component) => {
    const { custom_id: customId, components: inner, accessory } = nested.parse(component)
    const own = customId === undefined ? undefined : parseCustomId(customId)
    return [
      ...(own === undefined ? [] : [own.recordId]),
      ...listRecordIds(accessory === undefined ? inner : [...inner, accessory]),
    ]
  })
  return [...new Set(ids)]
}
