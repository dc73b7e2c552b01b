/** What is known about an open generation beside its record. Losing it in a crash costs a repetition, never money. */
export interface Note {
  /** Minted for the next submit; kept until it is sent, so that a save whose outcome was unclear is known again. */
  taskId: string | undefined
  /** Was chosen for a free slot: should no provider take it, it need not wait for another turn. */
  hadTurn: boolean
  /** Waits out a back-off before it is sent to a provider again. */
  isResting: boolean
  /** Since when no provider takes it, in milliseconds since the epoch. */
  heldUpSince: number | undefined
  /** How often it was offered to every provider in vain. */
  vainRounds: number
  submitSaveFailures: number
  checkFailures: number
  /** Since when no look was answered, in milliseconds since the epoch. */
  unansweredSince: number | undefined
  /** When a check last said that it is not finished, in milliseconds since the epoch. */
  unfinishedAt: number | undefined
  /** Since when the finished video cannot be fetched, in milliseconds since the epoch. */
  fetchFailingSince: number | undefined
  /** Rendered at the provider: its slot there is free although the result is not kept yet. */
  isRendered: boolean
  placeShown: number | 'paused' | undefined
}

export interface Notes {
  get(generationId: string): Note
  peek(generationId: string): Note | undefined
  drop(generationId: string): void
}

export function createNotes(): Notes {
  const notes = new Map<string, Note>()
  return {
    get(generationId) {
      const known = notes.get(generationId)
      if (known !== undefined) return known
      const note: Note = {
        taskId: undefined,
        hadTurn: false,
        isResting: false,
        heldUpSince: undefined,
        vainRounds: 0,
        submitSaveFailures: 0,
        checkFailures: 0,
        unansweredSince: undefined,
        unfinishedAt: undefined,
        fetchFailingSince: undefined,
        isRendered: false,
        placeShown: undefined,
      }
      notes.set(generationId, note)
      return note
    },
    peek: (generationId) => notes.get(generationId),
    drop(generationId) {
      notes.delete(generationId)
    },
  }
}
