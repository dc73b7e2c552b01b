import type { Endpoint } from './createFaults.ts'
import type { ProviderName } from './job.ts'

/** One HTTP request as it arrived. Keys are never recorded, neither from the header nor from an authentication task. */
export interface RecordedRequest {
  readonly provider: ProviderName
  readonly endpoint: Endpoint
  readonly method: string
  /** As sent, with the query: percent-encoding is left alone. */
  readonly path: string
  /** The parsed JSON, or the text where it is none; absent without a body. */
  readonly body?: unknown
  /** Milliseconds since the epoch. */
  readonly at: number
  /** What was answered; absent while it waits. */
  readonly answered?: number | 'reset'
}
