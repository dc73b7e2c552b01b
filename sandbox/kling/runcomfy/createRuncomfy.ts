import { randomUUID } from 'node:crypto'
import type { Behaviour } from '../behaviour.ts'
import type { Account } from '../createAccount.ts'
import type { FaultTaker } from '../faults.ts'
import type { Call } from '../http/call.ts'
import { json, type Reply } from '../http/reply.ts'
import type { Job, ResultTraits } from '../job.ts'
import { codedError, failureError, invalidInput, noBalance } from './errors.ts'
import { readSubmission, runcomfyModels } from './submission.ts'

export interface RuncomfyOptions {
  readonly key: string
  readonly account: Account
  readonly behaviour: Behaviour
  readonly faults: FaultTaker
  /** The base that clients use in place of https://model-api.runcomfy.net. */
  readonly url: () => string
  readonly fileUrl: (job: Job, extension: string) => string
}

const requestPath = /^\/v1\/requests\/([^/]+)\/(status|result|cancel)$/
const microDollars = 1_000_000

/** RunComfy's Model API. @see https://docs.runcomfy.com/model-apis/async-queue-endpoints */
export function createRuncomfy(options: RuncomfyOptions): (call: Call) => Promise<Reply> {
  const { account, behaviour, faults } = options
  const { runcomfy } = behaviour

  function links(id: string) {
    const base = `${options.url()}/v1/requests/${id}`
    return { status_url: `${base}/status`, result_url: `${base}/result` }
  }

  async function submit(call: Call, modelId: string): Promise<Reply> {
    // The slashes are part of the id: a percent-encoded one names no model.
    // @see https://github.com/runcomfy-com/runcomfy-mcp: "Slashes are part of the ID"
    const model = runcomfyModels.find((each) => each.id === modelId)
    if (model === undefined) return modelId.includes('%') ? notFound() : codedError(400001, runcomfy)
    if (!call.bodyIsJson || !/^application\/json\b/.test(call.contentType ?? '')) {
      return invalidInput([{ kind: 'invalid', path: ['body'], message: 'JSON decode error' }], runcomfy)
    }
    const id = randomUUID()
    const submission = await readSubmission(id, model, call.body, behaviour)
    if (!('id' in submission)) return invalidInput(submission, runcomfy)
    if (submission.cost > account.available) return noBalance(runcomfy)
    const site = { request: call.request, jobIds: [] }
    const fails = faults.take(site, ['renderFails'])
    const result = faults.take(site, ['result'])
    account.accept(submission, { ...(fails && { failure: fails.failure }), ...(result && { traits: result.traits }) })
    return json(200, { request_id: id, ...links(id), cancel_url: `${options.url()}/v1/requests/${id}/cancel` })
  }

  function statusWord(job: Job): string {
    switch (job.state) {
      case 'queued':
        return 'in_queue'
      case 'rendering':
        return 'in_progress'
      case 'succeeded':
        return 'completed'
      case 'failed':
        // `completed` says finished, not succeeded; clients have met both words.
        return runcomfy.failedStatus
      case 'cancelled':
        return runcomfy.cancelledWord
    }
  }

  function status(call: Call, job: Job): Reply {
    const other = faults.take({ request: call.request, jobIds: [job.id] }, ['unknownStatus'])
    const word = other === undefined ? statusWord(job) : (other.word ?? 'warming_up')
    return json(200, {
      request_id: job.id,
      status: word,
      // A failed status was met with its reason beside it.
      ...(job.failure && word === 'failed' && failureError(job.failure, runcomfy)),
      ...(job.state === 'queued' && { queue_position: account.queuePosition(job) }),
      ...links(job.id),
    })
  }

  function output(job: Job, traits: ResultTraits): Record<string, unknown> {
    if (traits.resultMissing) return {}
    const video = options.fileUrl(job, 'mp4')
    if (runcomfy.output === 'video') return { video }
    return { image: options.fileUrl(job, 'png'), videos: [video] }
  }

  function result(call: Call, job: Job): Reply {
    const common = { request_id: job.id, created_at: new Date(job.acceptedAt).toISOString() }
    if (job.finishedAt === undefined) {
      if (runcomfy.earlyResult === 'error') return codedError(400005, runcomfy)
      return json(200, { ...common, status: statusWord(job) })
    }
    const ended = { ...common, finished_at: new Date(job.finishedAt).toISOString() }
    if (job.state === 'cancelled') return json(200, { ...ended, status: runcomfy.cancelledWord })
    if (job.failure) {
      const reason = failureError(job.failure, runcomfy)
      if (runcomfy.failedResult === 422) return json(422, reason)
      if (runcomfy.failedResult === 500) return json(500, { message: 'Internal server error' })
      return json(200, { ...ended, status: 'failed', ...reason })
    }
    // `cost` only where it was asked for. @see https://github.com/runcomfy-com/comfyui-runcomfy-partner-nodes
    const costShown = call.query.get('include_cost') === 'true' && !job.traits.costMissing
    return json(200, {
      ...ended,
      status: 'succeeded',
      output: output(job, job.traits),
      ...(costShown && { cost: job.traits.reportedCost ?? job.charged / microDollars }),
    })
  }

  /** HTTP 202 whatever came of it: only `outcome` tells. A job that renders is not stopped. */
  function cancel(job: Job): Reply {
    const cancellable = job.state === 'queued'
    if (cancellable && runcomfy.cancelStopsJob) account.cancel(job.id)
    const outcome = cancellable ? 'cancelled' : 'not_cancellable'
    const word = cancellable ? 'completed' : statusWord(job)
    if (runcomfy.cancelAnswer === 'valid') return json(202, { request_id: job.id, status: word, outcome })
    const text = `{"request_id":"${job.id}","status":"${word}" "outcome":"${outcome}"}`
    return { kind: 'text', status: 202, text, contentType: 'application/json' }
  }

  function notFound(): Reply {
    return json(404, { detail: 'Not Found' })
  }

  return async (call) => {
    if (call.authorization !== `Bearer ${options.key}`) return codedError(400004, runcomfy)
    if (call.bodyTooLarge) return json(413, { detail: 'Request Entity Too Large' })
    const { method } = call.request
    if (call.path.startsWith('/v1/models/')) {
      if (method !== 'POST') return json(405, { detail: 'Method Not Allowed' })
      return submit(call, call.path.slice('/v1/models/'.length))
    }
    // The real one lives on another host, https://api.runcomfy.net.
    if (call.path === '/prod/v2/balance' && method === 'GET') {
      const balance = account.available
      return json(200, { balance_usd: balance / microDollars, balance_microdollars: balance, currency: 'USD' })
    }
    const [, id, action] = requestPath.exec(call.path) ?? []
    if (id === undefined) return notFound()
    if (method !== (action === 'cancel' ? 'POST' : 'GET')) return json(405, { detail: 'Method Not Allowed' })
    const job = await account.settle(id)
    if (job === undefined) return codedError(404001, runcomfy)
    if (action === 'status') return status(call, job)
    return action === 'result' ? result(call, job) : cancel(job)
  }
}
