import { z } from 'zod'

/** Something in between answered in Discord's place. */
export class UnexpectedAnswer extends Error {
  constructor() {
    super('The answer is not a message of Discord')
    this.name = 'UnexpectedAnswer'
  }
}

const message = z.looseObject({ id: z.string() })

/** The answer, if it is a message as Discord answers it; a page of a proxy with status 200 is not. Throws UnexpectedAnswer. */
export function expectMessage(answer: unknown): unknown {
  if (!message.safeParse(answer).success) throw new UnexpectedAnswer()
  return answer
}
