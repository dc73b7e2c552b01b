/** Why the bot cannot start, in one line for the operator, who needs no stack to mend it. */
export class StartFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StartFailure'
  }
}
