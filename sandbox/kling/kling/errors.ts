import { randomUUID } from 'node:crypto'
import { json, type Reply } from '../http/reply.ts'
import type { JobFailure } from '../job.ts'

/** @see https://kling.ai/document-api/api/get-started/error-codes: the whole table, status and words */
const errors = {
  1000: { status: 401, message: 'Authentication failed' },
  1001: { status: 401, message: 'Authorization is empty' },
  1002: { status: 401, message: 'Authorization is invalid' },
  1003: { status: 401, message: 'Authorization is not yet valid' },
  1004: { status: 401, message: 'Authorization has expired' },
  1100: { status: 429, message: 'Abnormal account status' },
  1101: { status: 429, message: 'Account in arrears' },
  // Seen live in these words.
  1102: { status: 429, message: 'Account balance not enough' },
  1103: { status: 403, message: 'Unauthorized access to requested resource' },
  1200: { status: 400, message: 'Invalid request parameters' },
  1201: { status: 400, message: 'Invalid parameters' },
  1202: { status: 404, message: 'The requested method is invalid' },
  1203: { status: 404, message: 'The requested resource does not exist' },
  1300: { status: 400, message: 'Request blocked by platform policy' },
  1301: { status: 400, message: "Trigger the platform's content security policy" },
  1302: { status: 429, message: 'Too many requests; rate limit exceeded' },
  // Word for word from https://kling.ai/document-api/api/get-started/concurrency-rules.
  1303: { status: 429, message: 'parallel task over resource pack limit' },
  1304: { status: 429, message: "Trigger the platform's IP whitelist policy" },
  5000: { status: 500, message: 'Server internal error' },
  5001: { status: 503, message: 'Server temporarily unavailable' },
  5002: { status: 504, message: 'Server internal timeout' },
} as const

export type KlingErrorCode = keyof typeof errors

export const klingErrorCodes = Object.keys(errors).map(Number) as readonly KlingErrorCode[]

/** The body of every answer has these three, and an error has nothing besides. */
export function klingError(code: KlingErrorCode, message: string = errors[code].message): Reply {
  return json(errors[code].status, { code, message, request_id: randomUUID() })
}

export function klingAnswer(data: unknown): Reply {
  return json(200, { code: 0, message: 'SUCCEED', request_id: randomUUID(), data })
}

const failureTexts: Readonly<Record<JobFailure['kind'], string>> = {
  contentRefused: 'Triggered the content risk control of the platform',
  pictureUnusable: 'Image pixel is invalid',
  renderError: 'Task processing failed',
  timedOut: 'Task processing timed out',
}

export const describeFailure = ({ kind, message = failureTexts[kind] }: JobFailure): string => message
