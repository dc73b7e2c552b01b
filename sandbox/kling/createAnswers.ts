import type { Behaviour } from './behaviour.ts'
import type { SandboxClock } from './clock.ts'
import type { FaultTaker } from './createFaults.ts'
import type { Call } from './http/call.ts'
import { json, type Reply } from './http/reply.ts'
import type { ProviderName } from './job.ts'
import { refusals, refuseByFault } from './refuseByFault.ts'

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
