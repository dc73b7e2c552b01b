import type { Behaviour } from '../behaviour.ts'
import type { Account } from '../createAccount.ts'
import type { FaultTaker } from '../faults.ts'
import type { Call } from '../http/call.ts'
import type { Reply } from '../http/reply.ts'
import { finalStates, type Job } from '../job.ts'
import { isRecord } from '../rules.ts'
import { describeFailure, klingAnswer, klingError } from './errors.ts'
import { type KlingMode, readSubmission } from './submission.ts'

export interface KlingOptions {
  readonly key: string
  readonly account: Account
  /** How many tasks may be under way at once; the next one is refused. */
  readonly slots: number
  readonly behaviour: Behaviour
  readonly faults: FaultTaker
  readonly fileUrl: (job: Job, extension: string) => string
}

const submitPath = /^\/(text-to-video|image-to-video)\/(.+)$/
/** Seen live: 21 are refused with 1201. */
const mostLookedUp = 20
/** @see https://kling.ai/document-api, Pricing: a unit is $0.14 */
const unitPrice = 140_000
const microDollars = 1_000_000
const firstId = 930_000_000_000_000_000n

const externalIdOf = ({ body }: Job): string => {
  const options = isRecord(body.options) ? body.options : {}
  return typeof options.external_task_id === 'string' ? options.external_task_id : ''
}

/** Kling's own API, in its new standard. Callbacks and elements are not played. @see https://kling.ai/document-api */
export function createKling(options: KlingOptions): (call: Call) => Promise<Reply> {
  const { account, behaviour, faults } = options
  let count = 0n

  function statusOf({ state }: Job): string {
    if (state === 'queued') return 'submitted'
    return state === 'rendering' ? 'processing' : state
  }

  function submit(call: Call, mode: KlingMode): Reply {
    if (!call.bodyIsJson || !/^application\/json\b/.test(call.contentType ?? '')) return klingError(1200)
    const read = readSubmission(String(firstId + count), mode, call.body)
    if ('kind' in read) return klingError(1201, `${read.path.join('.')}: ${read.message}`)
    const externalId = externalIdOf(read as unknown as Job)
    // Seen live, at once and after minutes, whatever the product: "the scope of the account". No task, no charge.
    if (externalId !== '' && account.jobs.some((job) => externalIdOf(job) === externalId)) {
      return klingError(1201, `external_task_id ${externalId} already exists`)
    }
    const open = account.jobs.filter(({ state }) => !finalStates.includes(state))
    // "A task occupies concurrency from entering the Submitted status until completion (including failures)."
    if (open.length >= options.slots) return klingError(1303)
    if (read.cost > account.available) return klingError(1102)
    count += 1n
    const site = { request: call.request, jobIds: [] }
    const fails = faults.take(site, ['renderFails'])
    const result = faults.take(site, ['result'])
    const job = account.accept(read, {
      ...(fails && { failure: fails.failure }),
      ...(result && { traits: result.traits }),
    })
    return klingAnswer({
      id: job.id,
      status: 'submitted',
      create_time: job.acceptedAt,
      update_time: job.acceptedAt,
      ...(externalId !== '' && { external_id: externalId }),
    })
  }

  /** Amounts are texts in the decimal system. */
  function describeBilling({ charged, traits }: Job): unknown[] {
    if (traits.reportedCost !== undefined) {
      return [{ charge_type: 'cash', cash_type: 'balance', amount: traits.reportedCost, currency: 'USD' }]
    }
    if (charged === 0) return []
    if (behaviour.kling.billing === 'unit') {
      return [{ charge_type: 'unit', amount: String(charged / unitPrice), package_type: 'video' }]
    }
    const amount = String(charged / microDollars)
    return [{ charge_type: 'cash', cash_type: 'balance', amount, currency: 'USD', list_price: amount }]
  }

  function describe(call: Call, job: Job): Record<string, unknown> {
    const site = { request: call.request, jobIds: [job.id] }
    const other = faults.take(site, ['unknownStatus'])
    const { traits, failure } = job
    const isOver = finalStates.includes(job.state)
    const output = { type: 'video', id: job.fileId, url: options.fileUrl(job, 'mp4'), duration: String(job.duration) }
    return {
      id: job.id,
      status: other === undefined ? statusOf(job) : (other.word ?? 'warming_up'),
      message: failure === undefined ? '' : describeFailure(failure),
      create_time: job.acceptedAt,
      update_time: job.finishedAt ?? job.startedAt ?? job.acceptedAt,
      external_id: externalIdOf(job),
      outputs: job.state === 'succeeded' && !traits.resultMissing ? [output] : [],
      ...(isOver && !traits.costMissing && { billing: describeBilling(job) }),
    }
  }

  /** Either kind of ids, never both; ids that it does not know are left out. */
  async function list(call: Call): Promise<Reply> {
    const [byId, byExternal] = [call.query.get('task_ids'), call.query.get('external_task_ids')]
    if ((byId === null) === (byExternal === null)) return klingError(1200, 'Use either task_ids or external_task_ids')
    const strange = [...call.query.keys()].find((key) => key !== 'task_ids' && key !== 'external_task_ids')
    if (strange !== undefined) return klingError(1200)
    const ids = (byId ?? byExternal ?? '').split(',').filter((id) => id !== '')
    if (ids.length === 0) return klingError(1200)
    if (ids.length > mostLookedUp) return klingError(1201, `At most ${mostLookedUp} tasks can be queried`)
    const known = ids.flatMap((id) => account.jobs.filter((job) => (byId === null ? externalIdOf(job) : job.id) === id))
    const there = known.filter(({ id }) => !faults.take({ request: call.request, jobIds: [id] }, ['jobGone']))
    const settled = await Promise.all(there.map(async (job) => (await account.settle(job.id)) ?? job))
    return klingAnswer(settled.map((job) => describe(call, job)))
  }

  return async (call) => {
    if (call.authorization === undefined) return klingError(1001)
    if (call.authorization !== `Bearer ${options.key}`) return klingError(1002)
    const { method } = call.request
    if (call.path === '/tasks') return method === 'GET' ? list(call) : klingError(1202)
    const [, mode, model] = submitPath.exec(call.path) ?? []
    if (mode === undefined || model !== 'kling-3.0') return klingError(1203)
    if (method !== 'POST') return klingError(1202)
    if (call.bodyTooLarge) return klingError(1200)
    return submit(call, mode as KlingMode)
  }
}
