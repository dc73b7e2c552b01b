import type { JobFailure } from '../job.ts'

/**
 * One entry of `errors`. `parameter` may be a list. @see https://runware.ai/docs/platform/errors; the list was seen live:
 * `missingDimensionParameters` names `["width","height","referenceImages"]`.
 */
export interface TaskError {
  readonly code: string
  readonly message: string
  readonly parameter?: string | readonly string[]
  readonly type?: string
  /** `error` in what `getResponse` reports of a failed render. */
  readonly status?: 'error'
  readonly documentation?: string
  readonly taskType?: string
  readonly taskUUID?: string
}

/** @see https://runware.ai/docs/platform/errors: the sample of the page, word for word */
export const invalidApiKey: TaskError = {
  code: 'invalidApiKey',
  message: 'Invalid API key. Get one at https://my.runware.ai/signup',
  parameter: 'apiKey',
  taskType: 'authentication',
}

/** Seen live with HTTP 400 and with HTTP 200. */
export const insufficientCredits: TaskError = {
  code: 'insufficientCredits',
  message: 'Insufficient credits, please add your credit card and top-up your balance',
}

/** One of the codes that the official client counts as "not found". @see https://github.com/Runware/runware-typescript (errors.ts) */
export const taskNotFound: TaskError = {
  code: 'taskFailedOrNotFound',
  message: 'The task has failed or could not be found.',
  parameter: 'taskUUID',
}

/**
 * A known `taskUUID` posted again. The code and HTTP 400 are certain, the wording is not.
 * @see https://github.com/Runware/sdk-python: a retry that meets it counts as accepted
 */
export const conflictTaskUuid: TaskError = {
  code: 'conflictTaskUUID',
  message: "Invalid value for 'taskUUID' parameter. This taskUUID was already used; it must be unique.",
  parameter: 'taskUUID',
}

/** The moderation code met in the field is `invalidProviderContent`, which the official client calls "validation". */
export const contentRefused: TaskError = {
  code: 'invalidProviderContent',
  message: 'Invalid content detected by provider. The provider rejected the request due to its content policy.',
}

/** `timeoutProvider` is the sample of https://runware.ai/docs/platform/task-polling; the others are the client's codes. */
const failures: Readonly<Record<JobFailure['kind'], TaskError>> = {
  contentRefused,
  pictureUnusable: { code: 'downloadFailed', message: 'Failed to process the input image.' },
  renderError: { code: 'inferenceError', message: 'An error occurred during inference.' },
  timedOut: { code: 'timeoutProvider', message: 'Provider timeout' },
}

export function failureError(failure: JobFailure): TaskError {
  const usual = failures[failure.kind]
  return failure.message === undefined ? usual : { ...usual, message: failure.message }
}
