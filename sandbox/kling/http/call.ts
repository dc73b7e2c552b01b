import type { RecordedRequest } from '../recordedRequest.ts'

/** A request on its way through the sandbox. */
export interface Call {
  readonly request: RecordedRequest
  /** The path below the provider's base, percent-encoding left alone, without the query. */
  readonly path: string
  readonly query: URLSearchParams
  readonly authorization: string | undefined
  readonly contentType: string | undefined
  /** The parsed body before keys were taken out of the recorded one. */
  readonly body: unknown
  /** False where there was a body that is not JSON. */
  readonly bodyIsJson: boolean
  readonly bodyTooLarge: boolean
  /** The jobs that the request names. */
  readonly jobIds: readonly string[]
}
