export type RuncomfyWord = 'waiting' | 'rendering' | 'finished' | 'succeeded' | 'failed' | 'cancelled' | 'unknown'

/**
 * The one place where the service's status words are read. `in_queue`, `in_progress`, `completed`, `cancelled`,
 * `succeeded` and `failed` are documented, the others are what its own clients know besides.
 *
 * @see https://docs.runcomfy.com/model-apis/async-queue-endpoints
 */
export function readRuncomfyWord(word: string | null | undefined): RuncomfyWord {
  switch (word?.toLowerCase()) {
    case 'in_queue':
    case 'pending':
    case 'waiting':
      return 'waiting'
    case 'in_progress':
    case 'processing':
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
