import type { Generation, ProviderId } from '../../../domain/generation.ts'
import type { GenerationRepository } from '../records/generationRepository.ts'
import type { ProviderHealth } from '../routing/providerHealth.ts'

/** What is known of a generation that was chosen to be sent. */
interface Start {
  readonly provider: ProviderId
  /** The one that is sent to a provider in trouble, to see whether that is over. */
  readonly isTrial: boolean
  hasSlot: boolean
  /** Its body is ready: called with whether it may go. */
  answer?: (isGranted: boolean) => void
}

/**
 * Generations that were chosen to be sent, until `submitting` is saved. One with pictures takes its slot only when its body
 * is ready, so that nobody waits for somebody else's pictures. No more bodies wait than there are slots, since none is
 * begun while none is free.
 */
export interface Slots {
  has(generationId: string): boolean
  /** Whether it has a position in the line: it was not chosen, or waits for a slot with its body ready. */
  isStillHere(generation: Pick<Generation, 'id'>): boolean
  begin(generationId: string, start: Pick<Start, 'provider' | 'isTrial' | 'hasSlot'>): void
  /** Gives its slot back, where it has one. */
  end(generationId: string): void
  /** Resolves with true once it has a slot, with false where it is to be chosen anew, or has ended. */
  takeSlot(generationId: string, signal: AbortSignal): Promise<boolean>
  /**
   * How many are free. None while the provider wishes to be left alone. Held until the end, the moment the person is told that
   * it is overdue, or the finished render.
   */
  countFree(provider: ProviderId): number
  /** How many bodies are being made. */
  countPreparing(provider: ProviderId): number
  /** Gives a free slot to the one that waits longest; false where none waits. */
  seatNext(provider: ProviderId): boolean
  /** Nothing is sent there for now, and bodies are large: those that wait make theirs anew later. */
  sendBack(provider: ProviderId): void
}

interface SlotsDependencies {
  /** How many generations each provider may render for us at once. */
  readonly sizes: Readonly<Partial<Record<ProviderId, number>>>
  readonly repository: Pick<GenerationRepository, 'open' | 'transient'>
  readonly health: Pick<ProviderHealth, 'restLeft'>
}

export function createSlots({ sizes, repository, health }: SlotsDependencies): Slots {
  const starts = new Map<string, Start>()
  /** In the order in which their bodies were ready. */
  const waiting = new Set<string>()

  const listAt = (provider: ProviderId) => [...starts].filter(([, start]) => start.provider === provider)
  const listWaiting = (provider: ProviderId) => [...waiting].filter((id) => starts.get(id)?.provider === provider)

  function answer(id: string, isGranted: boolean): void {
    const start = starts.get(id)
    waiting.delete(id)
    if (start === undefined) return
    start.hasSlot = isGranted
    start.answer?.(isGranted)
  }

  return {
    has: (id) => starts.has(id),
    isStillHere: ({ id }) => !starts.has(id) || waiting.has(id),
    begin(id, start) {
      starts.set(id, { ...start })
    },
    end(id) {
      answer(id, false)
      starts.delete(id)
    },
    takeSlot(id, signal) {
      const start = starts.get(id)
      if (start === undefined || signal.aborted) return Promise.resolve(false)
      if (start.hasSlot) return Promise.resolve(true)
      return new Promise<boolean>((resolve) => {
        const leave = () => answer(id, false)
        start.answer = (isGranted) => {
          signal.removeEventListener('abort', leave)
          resolve(isGranted)
        }
        signal.addEventListener('abort', leave, { once: true })
        waiting.add(id)
      })
    },
    countFree(provider) {
      if (health.restLeft(provider) > 0) return 0
      const holders = repository.open.holders(provider)
      const held = [...holders].filter((id) => repository.transient.peek(id)?.isRendered !== true).length
      const seated = listAt(provider).filter(([id, { hasSlot }]) => hasSlot && !holders.has(id)).length
      return (sizes[provider] ?? 0) - held - seated
    },
    countPreparing: (provider) => listAt(provider).filter(([id, { hasSlot }]) => !hasSlot && !waiting.has(id)).length,
    seatNext(provider) {
      const [next] = listWaiting(provider)
      if (next !== undefined) answer(next, true)
      return next !== undefined
    },
    sendBack(provider) {
      for (const id of listWaiting(provider)) if (starts.get(id)?.isTrial !== true) answer(id, false)
    },
  }
}
