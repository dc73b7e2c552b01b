import { z } from 'zod'
import type { PollOutcome, PollState } from '../../../domain/contracts/provider.ts'
import { fromDollars } from '../../../domain/money.ts'
import { createProviderError, isContentRefusal } from '../errors.ts'
import type { HttpResponse } from '../httpClient.ts'
import { cleanDetail, readCost } from '../responses.ts'

/** So many tasks can be asked for in one request. No page says so: 21 are refused. */
export const mostLookedUp = 20

/** A resource pack counts in units. @see https://kling.ai/document-api, Pricing */
const unitPrice = 0.14

const text = z.string().nullish().catch(undefined)
const id = z.union([z.string(), z.number()]).transform(String)

const answer = z.object({
  code: z.coerce.number().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
  request_id: z.string().optional().catch(undefined),
  data: z.unknown().optional(),
})

/** What every answer of the service looks like; nothing where something else answered. */
export function readAnswer({ json }: Pick<HttpResponse, 'json'>): z.infer<typeof answer> | undefined {
  return answer.safeParse(json).data
}

/** A code of 0 beside a 2xx. Everything else is an error, whatever the other one says. */
export function isSuccess(response: Pick<HttpResponse, 'status' | 'json'>): boolean {
  return response.status >= 200 && response.status < 300 && readAnswer(response)?.code === 0
}

const charge = z.object({ charge_type: text, amount: z.unknown().optional(), currency: text })
const output = z.object({ type: text, url: text })

const task = z.object({
  id,
  external_id: text,
  /** `submitted`, `processing`, `succeeded` or `failed`. */
  status: text,
  message: text,
  outputs: z.array(output).nullish().catch(undefined),
  billing: z.array(charge).nullish().catch(undefined),
})
export type Task = z.infer<typeof task>

/** The task that a submit made; nothing where the answer names none. */
export function readMade(response: Pick<HttpResponse, 'json'>): Pick<Task, 'id'> | undefined {
  return z.object({ id }).safeParse(readAnswer(response)?.data).data
}

/**
 * The tasks of a list; nothing where there is none. One that cannot be read may be the very one that is looked for, which must not
 * pass for absent: then nothing is known.
 */
export function readTasks(response: Pick<HttpResponse, 'json'>): Task[] | undefined {
  return z.array(task).safeParse(readAnswer(response)?.data).data
}

/** Micro-dollars; not a number where it is none, or in a currency whose worth is not known here. */
function readCharge({ charge_type: kind, amount, currency }: z.infer<typeof charge>): number {
  const counted = readCost(amount) ?? Number.NaN
  if (kind === 'unit') return fromDollars((counted / 1_000_000) * unitPrice)
  return kind === 'cash' && (currency ?? 'USD') === 'USD' ? counted : Number.NaN
}

/** What the task cost, in micro-dollars: all that was taken from packs and from the balance. */
function readBilling({ billing, status }: Task): { readonly cost?: number } {
  if (billing == null) return {}
  // Nothing was taken yet from who has the video, or will ever be from who has none.
  if (billing.length === 0) return status === 'failed' ? { cost: 0 } : {}
  return { cost: billing.reduce((sum, each) => sum + readCharge(each), 0) }
}

function readFailure(failed: Task): PollState {
  const message = failed.message ?? ''
  const isRefusal = isContentRefusal(message)
  return {
    status: 'failed',
    failure: { kind: isRefusal ? 'contentRefused' : 'renderFailed' },
    // The words of a refusal are likely to quote the prompt.
    detail: isRefusal ? 'content refused' : cleanDetail(message) || 'failed without a reason',
    ...readBilling(failed),
  }
}

/** What a task says of itself. A word that nobody knows is no reason to give it up. */
export function readOutcome(found: Task): PollOutcome {
  const video = found.outputs?.find(
    ({ type, url }) => (type ?? 'video') === 'video' && url != null && URL.canParse(url),
  )
  switch (found.status) {
    case 'submitted':
      return { status: 'waiting' }
    case 'failed':
      return readFailure(found)
    case 'succeeded': {
      if (video?.url != null)
        return { status: 'succeeded', videoUrl: video.url, notSafeForWork: false, ...readBilling(found) }
      const detail = 'finished without a usable video'
      return createProviderError({
        provider: 'kling',
        code: 'badResponse',
        ambiguous: true,
        requestId: found.id,
        detail,
      })
    }
    default:
      return { status: 'rendering' }
  }
}
