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

/** The outcome of the work, or the reason of the signal at once: whoever does the work may listen later, or not at all. */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const leave = () => reject(signal.reason)
    if (signal.aborted) leave()
    else signal.addEventListener('abort', leave, { once: true })
    const end = () => signal.removeEventListener('abort', leave)
    work.then(resolve, reject).then(end, end)
  })
}
