import type { RuncomfyBehaviour } from '../behaviour.ts'
import { json, type Reply } from '../http/reply.ts'
import type { JobFailure } from '../job.ts'
import type { Problem } from '../rules.ts'

const messages = {
  400001: 'InvalidResourceIdentifier: the model_id is invalid',
  400002: 'InsufficientResources: insufficient balance, please top up your account',
  400004: 'UserAccountError: the token is missing, invalid or expired',
  400005: 'The result is not ready yet',
  403003: 'Insufficient balance',
  404001: 'ResourceNotFound: the request does not exist, was deleted or has expired',
} as const

export type RuncomfyErrorCode = keyof typeof messages

/**
 * An error with its code. The first three digits are the HTTP status: a bad token is HTTP 400, not 401, and an empty
 * account is HTTP 400, not 402. The sample of 403003 comes with HTTP 200.
 * @see https://docs.runcomfy.com/model-apis/error-codes
 */
export function codedError(code: RuncomfyErrorCode, behaviour: RuncomfyBehaviour): Reply {
  const status = behaviour.errorsWithStatus200 || code === 403003 ? 200 : Math.floor(code / 1_000)
  return json(status, { error_code: code, error_message: messages[code] })
}

export const noBalance = (behaviour: RuncomfyBehaviour): Reply => codedError(behaviour.noBalance, behaviour)

/** RunComfy's own client reads `detail`, `error`, `message` and `error_message`; no page prints a refused input. */
export function invalidInput(problems: readonly Problem[], behaviour: RuncomfyBehaviour): Reply {
  if (behaviour.invalidInput === 'error') {
    return json(400, {
      error: problems.map(({ path, message }) => `${path.slice(1).join('.')}: ${message}`).join('; '),
    })
  }
  const types = { missing: 'missing', unknown: 'extra_forbidden', invalid: 'value_error' }
  return json(422, {
    detail: problems.map(({ kind, path, message }) => ({ type: types[kind], loc: path, msg: message })),
  })
}

const failureTexts: Readonly<Record<JobFailure['kind'], string>> = {
  contentRefused: 'model refused the prompt',
  pictureUnusable: 'Image pixel is invalid',
  renderError: 'Model run failed',
  timedOut: 'Model run timed out',
}

/** The `error` of a failed result: arbitrary JSON to RunComfy's own client. */
export function failureError(failure: JobFailure, { errorShape }: RuncomfyBehaviour): Record<string, unknown> {
  const message = failure.message ?? failureTexts[failure.kind]
  if (errorShape === 'error_message') return { error_message: message }
  return { error: errorShape === 'text' ? message : { message, type: 'model_error' } }
}
