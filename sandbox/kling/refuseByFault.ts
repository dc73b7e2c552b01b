import type { Behaviour } from './behaviour.ts'
import type { RefusingEffect } from './createFaults.ts'
import { json, type Reply } from './http/reply.ts'
import type { ProviderName } from './job.ts'
import { codedError, invalidInput, noBalance } from './runcomfy/errors.ts'
import { contentRefused, insufficientCredits, invalidApiKey, type TaskError, taskNotFound } from './runware/errors.ts'

/** Faults that are answered in place of the whole request. At Runware the last two are decided task by task instead. */
export const refusals = {
  runcomfy: [
    'http',
    'notJson',
    'reset',
    'noAnswer',
    'rateLimited',
    'serverError',
    'outOfCredit',
    'badKey',
    'contentRefused',
    'jobGone',
  ],
  runware: ['http', 'notJson', 'reset', 'noAnswer', 'rateLimited', 'serverError', 'outOfCredit', 'badKey'],
} as const satisfies Record<ProviderName, readonly RefusingEffect['kind'][]>

const htmlPage = '<html><body><h1>502 Bad Gateway</h1></body></html>'

/** The fault in the provider's own words. */
export function refuseByFault(effect: RefusingEffect, provider: ProviderName, behaviour: Behaviour): Reply {
  const isRuncomfy = provider === 'runcomfy'
  const refuse = (status: number, error: TaskError): Reply => json(status, { data: [], errors: [error] })
  switch (effect.kind) {
    case 'http':
      return json(effect.status, effect.body ?? {}, effect.headers)
    case 'notJson':
      return { kind: 'text', status: effect.status ?? 200, text: effect.text ?? htmlPage, contentType: 'text/html' }
    case 'reset':
      return { kind: 'reset' }
    case 'noAnswer':
      return { kind: 'silence' }
    case 'rateLimited': {
      const headers = { 'Retry-After': String(effect.retryAfterSeconds ?? 1) }
      const message = 'Rate limit exceeded, please slow down'
      const body = isRuncomfy ? { message } : { data: [], errors: [{ code: 'rateLimitExceeded', message }] }
      return json(429, body, headers)
    }
    case 'serverError': {
      const status = effect.status ?? 503
      if (isRuncomfy) return json(status, { message: 'Service unavailable' })
      return refuse(status, { code: 'noAvailableServer', message: 'No server is available.' })
    }
    case 'outOfCredit':
      return isRuncomfy ? noBalance(behaviour.runcomfy) : refuse(behaviour.runware.noCreditStatus, insufficientCredits)
    case 'badKey':
      return isRuncomfy ? codedError(400004, behaviour.runcomfy) : json(401, { errors: [invalidApiKey] })
    case 'contentRefused': {
      if (!isRuncomfy) return refuse(400, contentRefused)
      // No page names a code for refused content at the submit.
      const message = 'The prompt violates the content policy'
      return invalidInput([{ kind: 'invalid', path: ['body', 'prompt'], message }], behaviour.runcomfy)
    }
    case 'jobGone':
      return isRuncomfy ? codedError(404001, behaviour.runcomfy) : refuse(200, taskNotFound)
  }
}
