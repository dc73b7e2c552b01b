/**
 * What the vendors' documents leave open is played both ways: each switch may be turned at any time, and the first value
 * named in its comment is the default.
 */
export interface RuncomfyBehaviour {
  /** `detail`: HTTP 422 with `detail`; `error`: HTTP 400 with `error`. No page prints the body of a refused input. */
  invalidInput: 'detail' | 'error'
  /** `false`; `true`: errors come with HTTP 200 and a top-level `error_code`, as RunComfy's own MCP client expects. */
  errorsWithStatus200: boolean
  /** `400002` with HTTP 400, or `403003` with HTTP 200. @see https://docs.runcomfy.com/model-apis/error-codes */
  noBalance: 400002 | 403003
  /** A result asked for too early: `error` is HTTP 400 with 400005; `state` is HTTP 200 with the present status. */
  earlyResult: 'error' | 'state'
  /** `video`, or `videos` beside `image` as in the sample. @see https://docs.runcomfy.com/model-apis/async-queue-endpoints */
  output: 'video' | 'videos'
  /** What the status says of a failed render: `completed` (and the result says `failed`), or `failed` itself. */
  failedStatus: 'completed' | 'failed'
  /** What the result answers of a failed render: HTTP 200 with `failed`, or HTTP 422 with the reason alone, or HTTP 500. */
  failedResult: 200 | 422 | 500
  /** The result's `error`: `text` or `object`; or its text as `error_message`, a key that RunComfy's own client reads. */
  errorShape: 'text' | 'object' | 'error_message'
  /** `valid`: JSON; `asDocumented`: the sample of the documents, which lacks a comma. */
  cancelAnswer: 'valid' | 'asDocumented'
  /** `cancelled`; RunComfy's own clients also know `canceled`. */
  cancelledWord: 'cancelled' | 'canceled'
  /** `true`; `false`: the cancel is accepted, and the job is rendered and billed all the same. */
  cancelStopsJob: boolean
}

export interface RunwareBehaviour {
  /** The acknowledgement's item: `withStatus` or `withoutStatus`. */
  acknowledgement: 'withStatus' | 'withoutStatus'
  /** `getResponse` for a running task: an item that says `processing`, or `nothing` in `data`. */
  running: 'processing' | 'nothing'
  /** `getResponse` for an unknown task: `nothing` in `data` (so it looks like a running one), or an `error`. */
  unknownTask: 'nothing' | 'error'
  /** `getTaskDetails` for an unknown task: an `error`, or `nothing` in `data`. */
  unknownTaskDetails: 'error' | 'nothing'
  /** A failed render: top-level `errors`, or an `item` with `status: "error"`. The official client merges both. */
  failure: 'errors' | 'item'
  /** HTTP status beside `insufficientCredits`. */
  noCreditStatus: 400 | 200
}

export interface KlingBehaviour {
  /** What a video is taken from: a pack, in `unit`s, or the balance, as `cash`. */
  billing: 'unit' | 'cash'
}

export interface Behaviour {
  /** The longest prompt either reseller takes; Kling's own limit. @see https://kling.ai/document-api */
  promptLimit: number
  /** The longest prompt of one shot. Kling's own API says 512, neither reseller repeats it; 2,500 by default. */
  shotPromptLimit: number
  readonly kling: KlingBehaviour
  readonly runcomfy: RuncomfyBehaviour
  readonly runware: RunwareBehaviour
}

export interface BehaviourOptions {
  readonly promptLimit?: number
  readonly shotPromptLimit?: number
  readonly kling?: Partial<KlingBehaviour>
  readonly runcomfy?: Partial<RuncomfyBehaviour>
  readonly runware?: Partial<RunwareBehaviour>
}

export function createBehaviour(chosen: BehaviourOptions = {}): Behaviour {
  return {
    promptLimit: chosen.promptLimit ?? 2_500,
    shotPromptLimit: chosen.shotPromptLimit ?? 2_500,
    kling: { billing: 'unit', ...chosen.kling },
    runcomfy: {
      invalidInput: 'detail',
      errorsWithStatus200: false,
      noBalance: 400002,
      earlyResult: 'error',
      output: 'video',
      failedStatus: 'completed',
      failedResult: 200,
      errorShape: 'text',
      cancelAnswer: 'valid',
      cancelledWord: 'cancelled',
      cancelStopsJob: true,
      ...chosen.runcomfy,
    },
    runware: {
      acknowledgement: 'withStatus',
      running: 'processing',
      unknownTask: 'nothing',
      unknownTaskDetails: 'error',
      failure: 'errors',
      noCreditStatus: 400,
      ...chosen.runware,
    },
  }
}
