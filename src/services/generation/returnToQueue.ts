import type { Generation } from '../../domain/generation.ts'
import type { ProviderId } from '../../domain/operation.ts'
import { advance } from '../../domain/transitions.ts'

/** Back among those that wait with us, without a trace of the submit that certainly was not accepted. */
export function returnToQueue(
  generation: Generation,
  passedOver: readonly ProviderId[],
  at: number,
): Generation | undefined {
  if (generation.state === 'queued') return { ...generation, passedOver: [...passedOver] }
  if (generation.state !== 'submitting') return undefined
  const { provider, modelId, taskId, submittedAt, ...rest } = generation
  return advance(rest, 'queued', at, { passedOver: [...passedOver], submits: 0 })
}
