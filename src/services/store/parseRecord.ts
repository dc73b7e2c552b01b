import { z } from 'zod'
import { findUnknownFields, type UnknownFields } from './unknownFields.ts'

export type ParsedRecord<T> =
  | {
      readonly readable: true
      readonly record: T
      /** What a newer version of the bot has written into it; not in `record`. */
      readonly unknown: UnknownFields | undefined
    }
  /** What is wrong with it, without anything that stands in it. */
  | { readonly readable: false; readonly problem: string }

const envelope = z.object({ value: z.unknown() })

/** A stored text, `{"value": …}` as Keyv writes it, back to the record it was. Never throws. */
export function parseRecord<T>(schema: z.ZodType<T>, stored: unknown): ParsedRecord<T> {
  let content: unknown
  try {
    content = JSON.parse(String(stored))
  } catch {
    // The error of JSON.parse quotes the text.
    return { readable: false, problem: 'It is not JSON' }
  }
  const opened = envelope.safeParse(content)
  if (!opened.success) return { readable: false, problem: z.prettifyError(opened.error) }
  const parsed = schema.safeParse(opened.data.value)
  if (!parsed.success) return { readable: false, problem: z.prettifyError(parsed.error) }
  return { readable: true, record: parsed.data, unknown: findUnknownFields(opened.data.value, parsed.data) }
}
