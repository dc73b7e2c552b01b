/** What is known about an open generation beside its record. Losing it in a crash costs a repetition, never money. */
export interface TransientState {
  /** Minted for the next submit; kept until it is sent, so that a save whose outcome was unclear is known again. */
  taskId: string | undefined
  /** Was chosen for a free slot: should no provider take it, it need not wait for another turn. */
  wasDispatched: boolean
  /** Waits out a back-off before it is sent to a provider again. */
  isBackingOff: boolean
  /** Since when no provider takes it, in milliseconds since the epoch. */
  blockedSince: number | undefined
  /** How often it was offered to every provider in vain. */
  failedAttempts: number
  submitSaveFailures: number
  pollFailures: number
  /** Since when no poll was answered, in milliseconds since the epoch. */
  unansweredSince: number | undefined
  /** When a poll last said that it is not finished, in milliseconds since the epoch. */
  unfinishedAt: number | undefined
  /** Since when the finished video cannot be fetched, in milliseconds since the epoch. */
  fetchFailingSince: number | undefined
  /** Rendered at the provider: its slot there is free although the result is not kept yet. */
  isRendered: boolean
  positionShown: number | 'paused' | undefined
}

export interface TransientStates {
  /** That of an open generation, to read and to write; of a closed one a fresh one that nobody keeps. */
  get(generationId: string): TransientState
  peek(generationId: string): TransientState | undefined
  drop(generationId: string): void
}

function createState(): TransientState {
  return {
    taskId: undefined,
    wasDispatched: false,
    isBackingOff: false,
    blockedSince: undefined,
    failedAttempts: 0,
    submitSaveFailures: 0,
    pollFailures: 0,
    unansweredSince: undefined,
    unfinishedAt: undefined,
    fetchFailingSince: undefined,
    isRendered: false,
    positionShown: undefined,
  }
}

/** @param isOpen whether there is anything left to do for the generation: work on one may outlive it */
export function createTransientStates(isOpen: (generationId: string) => boolean): TransientStates {
  const states = new Map<string, TransientState>()
  return {
    get(generationId) {
      const state = states.get(generationId) ?? createState()
      if (isOpen(generationId)) states.set(generationId, state)
      return state
    },
    peek: (generationId) => states.get(generationId),
    drop(generationId) {
      states.delete(generationId)
    },
  }
}
