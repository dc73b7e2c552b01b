import { type Clock, minutes } from '../../../domain/clock.ts'
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
  /** The provider has no room for this one beside those that it has: so many are its slots, until it may have got more. */
  learnFull(provider: ProviderId, generationId: string): void
  /** Nothing is sent there for now, and bodies are large: those that wait make theirs anew later. */
  sendBack(provider: ProviderId): void
}

interface SlotsDependencies {
  /** How many generations each provider may render for us at once, at the most. */
  readonly sizes: Readonly<Partial<Record<ProviderId, number>>>
  readonly repository: Pick<GenerationRepository, 'open' | 'transient'>
  readonly health: Pick<ProviderHealth, 'restLeft'>
  readonly clock: Pick<Clock, 'now'>
}

/** After each such time one more is tried: a refusal costs nothing, an account grows, and others may use it as well. */
const growth = minutes(10)

export function createSlots({ sizes, repository, health, clock }: SlotsDependencies): Slots {
  const starts = new Map<string, Start>()
  const learned = new Map<ProviderId, { readonly size: number; readonly at: number }>()
  /** In the order in which their bodies were ready. */
  const waiting = new Set<string>()

  const listAt = (provider: ProviderId) => [...starts].filter(([, start]) => start.provider === provider)
  const listWaiting = (provider: ProviderId) => [...waiting].filter((id) => starts.get(id)?.provider === provider)

  function sizeOf(provider: ProviderId): number {
    const size = sizes[provider] ?? 0
    const lesson = learned.get(provider)
    if (lesson === undefined) return size
    return Math.min(size, lesson.size + Math.floor(Math.max(clock.now() - lesson.at, 0) / growth))
  }

  /** Those that the provider has. */
  const listHeld = (provider: ProviderId) =>
    [...repository.open.holders(provider)].filter((id) => repository.transient.peek(id)?.isRendered !== true)

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
      const seated = listAt(provider).filter(([id, { hasSlot }]) => hasSlot && !holders.has(id)).length
      return sizeOf(provider) - listHeld(provider).length - seated
    },
    countPreparing: (provider) => listAt(provider).filter(([id, { hasSlot }]) => !hasSlot && !waiting.has(id)).length,
    seatNext(provider) {
      const [next] = listWaiting(provider)
      if (next !== undefined) answer(next, true)
      return next !== undefined
    },
    learnFull(provider, generationId) {
      const held = listHeld(provider).filter((id) => id !== generationId)
      learned.set(provider, { size: Math.max(held.length, 1), at: clock.now() })
    },
    sendBack(provider) {
      for (const id of listWaiting(provider)) if (starts.get(id)?.isTrial !== true) answer(id, false)
    },
  }
}
