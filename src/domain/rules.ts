import { type Failure, type Generation, isFinal, type State } from './generation.ts'

/** Whether the very same request may go better a second time. */
const retryable: Readonly<Record<Failure['kind'], boolean>> = {
  // The content or the picture has to change first.
  contentRefused: false,
  pictureRefused: false,
  // The service would refuse the same body again.
  requestRefused: false,
  outOfCredit: true,
  providerUnavailable: true,
  renderFailed: true,
  resultUnavailable: true,
  notAcknowledged: true,
  answerUnclear: true,
}

/** Whether the same request may be made once more by its button. */
export function canRetry(generation: Pick<Generation, 'state' | 'settlement' | 'failure'>): boolean {
  if (!isFinal(generation)) return false
  if (generation.state === 'lost' || generation.state === 'unconfirmed') return true
  if (generation.state !== 'failed') return false
  const { failure } = generation
  if (failure === undefined) return true
  if (failure.kind === 'pictureRefused') return ['unreachable', 'busy'].includes(failure.problem.kind)
  return retryable[failure.kind]
}

const cancelable: readonly State[] = ['received', 'preparing', 'queued', 'submitting', 'running']

/** Whether it makes sense to cancel it: something can still be stopped, and the person has not asked for it yet. */
export function canCancel(generation: Pick<Generation, 'state' | 'cancelRequestedAt' | 'abandonedAt'>): boolean {
  return (
    cancelable.includes(generation.state) &&
    generation.cancelRequestedAt === undefined &&
    generation.abandonedAt === undefined
  )
}
