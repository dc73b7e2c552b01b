/** One signal per generation: it is given as soon as nobody needs the work on its pictures and its body any more. */
export interface Aborts {
  signalOf(generationId: string): AbortSignal
  /** The generation has ended. */
  abort(generationId: string): void
  /** The service stops: what is not finished is done by the next start. */
  abortAll(): void
}

export function createAborts(): Aborts {
  const controllers = new Map<string, AbortController>()
  let isOver = false

  function abort(generationId: string): void {
    controllers.get(generationId)?.abort()
    controllers.delete(generationId)
  }

  return {
    signalOf(generationId) {
      const controller = controllers.get(generationId) ?? new AbortController()
      if (isOver) controller.abort()
      else controllers.set(generationId, controller)
      return controller.signal
    },
    abort,
    abortAll() {
      isOver = true
      for (const generationId of [...controllers.keys()]) abort(generationId)
    },
  }
}
