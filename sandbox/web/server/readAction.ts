import { z } from 'zod'
import type { Action } from '../protocol.ts'

const id = z.string().min(1).max(100)
const byPerson = { personId: id, placeId: id }
const givenValue = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.strictObject({ fileId: id }),
  z.strictObject({ id }),
])
const values = z.record(z.string(), givenValue)

const schema: z.ZodType<Action> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('run'), ...byPerson, name: z.string(), values }),
  z.strictObject({ kind: z.literal('complete'), ...byPerson, name: z.string(), values, focused: z.string() }),
  z.strictObject({ kind: z.literal('runOnMessage'), ...byPerson, name: z.string(), messageId: id }),
  z.strictObject({ kind: z.literal('runOnUser'), ...byPerson, name: z.string(), userId: id }),
  z.strictObject({ kind: z.literal('press'), ...byPerson, messageId: id, customId: z.string() }),
  z.strictObject({
    kind: z.literal('choose'),
    ...byPerson,
    messageId: id,
    customId: z.string(),
    values: z.array(z.string()),
  }),
  z.strictObject({
    kind: z.literal('submit'),
    ...byPerson,
    interactionId: id,
    values: z.record(z.string(), z.union([z.string(), z.boolean(), z.array(z.string())])),
  }),
  z.strictObject({
    kind: z.literal('say'),
    ...byPerson,
    content: z.string(),
    fileIds: z.array(id).max(10).optional(),
    reply: z.strictObject({ messageId: id, mentions: z.boolean() }).optional(),
  }),
  z.strictObject({ kind: z.literal('remove'), ...byPerson, messageId: id }),
  z.strictObject({ kind: z.literal('switch'), id, isOn: z.boolean() }),
  z.strictObject({
    kind: z.literal('later'),
    minutes: z
      .number()
      .positive()
      .max(24 * 60),
  }),
  z.strictObject({ kind: z.literal('kill') }),
  z.strictObject({ kind: z.literal('start') }),
])

export type ActionReading =
  | { readonly ok: true; readonly action: Action }
  | { readonly ok: false; readonly problem: string }

/** What a body says, or one sentence on why it says nothing. */
export function readAction(text: string): ActionReading {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return { ok: false, problem: 'The body is not JSON.' }
  }
  const reading = schema.safeParse(body)
  if (reading.success) return { ok: true, action: reading.data }
  const [issue] = reading.error.issues
  const place = issue?.path.join('.') ?? ''
  return { ok: false, problem: `This is no action: ${place === '' ? '' : `${place}: `}${issue?.message ?? 'unknown'}.` }
}
