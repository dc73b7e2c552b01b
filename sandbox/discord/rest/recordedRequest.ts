import type { FormError } from '../validation/formError.ts'

/** One request as it arrived. Tokens stand in `path` as they were sent: it is for tests to look for them. */
export interface RecordedRequest {
  readonly method: string
  /** Decoded, without the query. */
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  /** `POST /channels/:channel/messages`, or nothing where Discord has no such route. */
  readonly route: string | undefined
  /** The JSON body, or the `payload_json` of a multipart one. */
  readonly body: unknown
  readonly files: readonly { readonly name: string; readonly size: number; readonly contentType: string }[]
  readonly hasAuthorization: boolean
  readonly at: number
  /** 0 until it was answered, and for good where the connection was cut. */
  status: number
  /** Discord's error code, where it was refused. */
  code?: number
}

/** A body that Discord would have refused. */
export interface Violation {
  readonly route: string
  readonly code: number
  readonly errors: readonly FormError[]
  readonly body: unknown
}
