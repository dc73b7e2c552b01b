export type RuncomfyWord = 'waiting' | 'rendering' | 'finished' | 'succeeded' | 'failed' | 'cancelled' | 'unknown'

/**
 * The one place where the service's status words are read. `in_queue`, `in_progress`, `completed`, `cancelled`,
 * `succeeded` and `failed` are documented, the others are what its own clients know besides.
 *
 * @see https://docs.runcomfy.com/model-apis/async-queue-endpoints
 */
export function readRuncomfyWord(word: unknown): RuncomfyWord {
  switch (typeof word === 'string' ? word.toLowerCase().replaceAll(/[^a-z]/g, '') : undefined) {
    case 'inqueue':
    case 'queued':
    case 'pending':
    case 'waiting':
      return 'waiting'
    case 'inprogress':
    case 'processing':
    case 'running':
    case 'starting':
      return 'rendering'
    // Over, well or badly: only the result says which.
    case 'completed':
      return 'finished'
    case 'succeeded':
      return 'succeeded'
    case 'failed':
      return 'failed'
    case 'cancelled':
    case 'canceled':
      return 'cancelled'
    default:
      return 'unknown'
  }
}
