/** The service has stopped; nothing is saved any more. */
export class Stopped extends Error {
  constructor() {
    super('The generation service has stopped')
    this.name = 'Stopped'
  }
}

/** The generation is closed, in quarantine, or was never known. */
export class NotOpen extends Error {
  constructor(id: string, options?: ErrorOptions) {
    super(`The generation ${id} is not open`, options)
    this.name = 'NotOpen'
  }
}

/** A defect of ours stopped the work on the generation: it is in quarantine, and has not ended. */
export class SetAside extends NotOpen {
  constructor(id: string) {
    super(id)
    this.name = 'SetAside'
  }
}
