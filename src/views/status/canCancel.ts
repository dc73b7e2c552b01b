import type { Generation, State } from '../../domain/generation.ts'

const cancelable: readonly State[] = ['received', 'preparing', 'queued', 'submitting', 'running']

/** Whether a Cancel button makes sense: something can still be stopped, and the person has not asked for it yet. */
export function canCancel(generation: Pick<Generation, 'state' | 'cancelRequestedAt' | 'abandonedAt'>): boolean {
  return (
    cancelable.includes(generation.state) &&
    generation.cancelRequestedAt === undefined &&
    generation.abandonedAt === undefined
  )
}
