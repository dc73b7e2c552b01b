import type { SandboxClock } from '../clock.ts'
import type { Behaviour } from './behaviour.ts'
import type { FaultTaker, RefusingEffect } from './faults.ts'
import type { Call } from './http/call.ts'
import { json, type Reply } from './http/reply.ts'
import type { ProviderName } from './job.ts'
import { klingError } from './kling/errors.ts'
import { codedError, invalidInput, noBalance } from './runcomfy/errors.ts'
import { contentRefused, insufficientCredits, invalidApiKey, type TaskError, taskNotFound } from './runware/errors.ts'

export interface AnswersOptions {
  readonly clock: SandboxClock
  readonly faults: FaultTaker
  readonly behaviour: Behaviour
  readonly handlers: Readonly<Record<ProviderName, (call: Call) => Promise<Reply>>>
  readonly answerFile: (call: Call) => Promise<Reply>
}

/** Answers a call as its provider would, but for what the scripted faults make of it. */
export function createAnswers(options: AnswersOptions): {
  answer(call: Call): Promise<Reply>
  /** How many calls a fault keeps waiting just now. */
  readonly waiting: number
  close(): void
} {
  const { clock, faults, behaviour, handlers } = options
  const stops = new Set<() => void>()
  let held = 0

  function wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const stop = clock.after(milliseconds, () => {
        stops.delete(stop)
        resolve()
      })
      stops.add(stop)
    })
  }

  async function hold(until: Promise<unknown>): Promise<void> {
    held += 1
    await until
    held -= 1
  }

  function process(call: Call): Promise<Reply> {
    const { endpoint, provider } = call.request
    return endpoint === 'file' ? answerFile(call) : handlers[provider](call)
  }

  async function answerFile(call: Call): Promise<Reply> {
    const reply = await options.answerFile(call)
    if (reply.kind !== 'file') return reply
    const { change, isLast = false } = faults.take(call, ['otherFile']) ?? {}
    return { ...reply, bytes: change?.(reply.bytes) ?? reply.bytes, isLast }
  }

  return {
    get waiting() {
      return stops.size + held
    },
    async answer(call) {
      const { provider } = call.request
      const slow = faults.take(call, ['slow'])
      if (slow) await wait(slow.milliseconds)
      const holding = faults.take(call, ['held'])
      if (holding) await hold(holding.until)
      const refusal = faults.take(call, refusals[provider])
      if (refusal) return refuseByFault(refusal, provider, behaviour)
      const reply = await process(call)
      const lost = faults.take(call, ['answerLost'])
      if (lost) return { kind: lost.silently ? 'silence' : 'reset' }
      const broken = faults.take(call, ['serverErrorAfterAcceptance'])
      if (broken === undefined) return reply
      const status = broken.status ?? 502
      if (broken.text === undefined) return json(status, { message: 'Bad gateway' })
      return { kind: 'text', status, text: broken.text, contentType: 'text/html' }
    },
    close() {
      for (const stop of stops) stop()
      stops.clear()
    },
  }
}

/** Faults that are answered in place of the whole request. What names single tasks is decided task by task instead. */
const usual = ['http', 'notJson', 'reset', 'noAnswer', 'rateLimited', 'serverError', 'outOfCredit', 'badKey'] as const
const refusals = {
  kling: [...usual, 'contentRefused', 'full'],
  runcomfy: [...usual, 'contentRefused', 'jobGone'],
  runware: usual,
} as const satisfies Record<ProviderName, readonly RefusingEffect['kind'][]>

const klingRefusals = {
  rateLimited: 1302,
  serverError: 5001,
  outOfCredit: 1102,
  badKey: 1002,
  contentRefused: 1301,
  full: 1303,
} as const

const htmlPage = '<html><body><h1>502 Bad Gateway</h1></body></html>'

/** The fault in the provider's own words. */
function refuseByFault(effect: RefusingEffect, provider: ProviderName, behaviour: Behaviour): Reply {
  if (provider === 'kling' && effect.kind in klingRefusals) {
    return klingError(klingRefusals[effect.kind as keyof typeof klingRefusals])
  }
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
    case 'full':
      throw new Error(`${provider} never says that it is full`)
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
