import { DiscordAPIError } from 'discord.js'
import type { RestCalls } from '../../../../src/services/delivery/rest.ts'
import type { ManualClock } from '../../../support/createManualClock.ts'

export interface Call {
  readonly method: 'get' | 'patch' | 'post' | 'delete'
  readonly path: string
  readonly at: number
  readonly body: Record<string, unknown>
  readonly query: string
  readonly auth: boolean
  readonly files: readonly string[]
}

export interface FakeRest extends RestCalls {
  readonly calls: Call[]
  /** Requests that were sent and not yet answered. */
  countOpen(): number
  /** What the next calls answer, first come first served; an Error is thrown. */
  answer(...answers: unknown[]): void
  /** What a call answers where nothing was scripted. */
  answerAll(find: (call: Call) => unknown): void
}

/** Answers every call after the given milliseconds of the clock. */
export function createFakeRest(clock: ManualClock, latency = 0): FakeRest {
  const calls: Call[] = []
  const scripted: unknown[] = []
  let findAnswer = (_call: Call): unknown => ({ id: '1', attachments: [] })
  let open = 0

  async function call(method: Call['method'], path: string, options: Parameters<RestCalls['patch']>[1] = {}) {
    const made: Call = {
      method,
      path,
      at: clock.now(),
      body: (options.body ?? {}) as Record<string, unknown>,
      query: options.query?.toString() ?? '',
      auth: options.auth !== false,
      files: (options.files ?? []).map(({ name }) => name),
    }
    calls.push(made)
    const answer = scripted.length > 0 ? scripted.shift() : findAnswer(made)
    open += 1
    if (latency > 0) await new Promise<void>((resolve) => clock.after(latency, resolve))
    open -= 1
    if (answer instanceof Error) throw answer
    return answer
  }

  return {
    calls,
    countOpen: () => open,
    answer: (...answers) => scripted.push(...answers),
    answerAll(find) {
      findAnswer = find
    },
    get: (path, options) => call('get', path, options),
    patch: (path, options) => call('patch', path, options),
    post: (path, options) => call('post', path, options),
    delete: (path, options) => call('delete', path, options),
  }
}

export function createApiError(status: number, code: number): DiscordAPIError {
  const url = 'https://discord.com/api/v10/webhooks/1/a-very-fake-interaction-token/messages/@original'
  return new DiscordAPIError({ code, message: 'Refused' }, code, status, 'PATCH', url, { body: {}, files: undefined })
}
