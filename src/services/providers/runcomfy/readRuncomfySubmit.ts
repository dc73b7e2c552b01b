import { z } from 'zod'
import type { HttpAnswer } from '../createCaller.ts'
import { createError } from '../createError.ts'
import { readRuncomfyError } from './readRuncomfyError.ts'

/** An id becomes one segment of a path, percent-encoded; a slash, or dots alone, would lead elsewhere all the same. */
export const requestIdShape = z
  .string()
  .regex(/^[^\s\p{C}/\\]{1,256}$/u)
  .regex(/[^.]/)

/** Taken out of the text where the JSON around it is broken, or where it stands deeper than it should. */
const idInText = /"request_id"\s*:\s*(?:"([^"\\]+)"|(\d+))/

function readId({ json, text }: HttpAnswer): string | undefined {
  const named = typeof json === 'object' && json !== null && 'request_id' in json ? json.request_id : undefined
  const [, quoted, digits] = idInText.exec(text) ?? []
  return [named, quoted, digits]
    .map((each) => requestIdShape.safeParse(Number.isSafeInteger(each) ? String(each) : each).data)
    .find((each) => each !== undefined)
}

/**
 * The id under which a submit was accepted. Throws a ProviderError where it was not, or where that cannot be said. An
 * accepted job whose id is lost is paid and never seen again, so the id is read from whatever came.
 */
export function readRuncomfySubmit(answer: HttpAnswer, prompts: readonly string[]): string {
  const { status, json } = answer
  const isSuccess = status >= 200 && status < 300
  const trouble = readRuncomfyError(answer, { prompts })
  const requestId = isSuccess && (trouble === undefined || json === undefined) ? readId(answer) : undefined
  if (requestId !== undefined) return requestId
  if (trouble !== undefined) throw trouble
  const detail = 'the answer to the submit has no usable request id'
  throw createError({ provider: 'runcomfy', code: 'badResponse', ambiguous: true, status, detail })
}
