import type { InteractionResponse } from '../domain/interactionResponse.ts'
import type { MessageView } from '../domain/message.ts'
import type { Acknowledgement } from '../domain/origin.ts'
import { AnswerUnclear } from './acknowledge.ts'
import type { InteractionAddress, InteractionResponses } from './interactionResponses.ts'

/** Turns what a handler threw into what the person reads, alone or with everybody in the channel. */
type Explain = (error: unknown, isPrivate: boolean) => MessageView

/**
 * Sends what a handler wants answered. An error of the handler's second half is explained in the message that was promised.
 * Throws what stood in the way when an answer did not reach Discord, or may not have, after the handler was told.
 */
export async function sendAnswer(
  responses: InteractionResponses,
  address: InteractionAddress,
  answer: InteractionResponse,
  explain: Explain,
): Promise<void> {
  switch (answer.kind) {
    case 'reply':
      return responses.reply(address, answer.view, answer.ephemeral)
    case 'update':
      return responses.update(address, answer.view)
    case 'defer': {
      const acknowledgement = await defer(responses, address, answer)
      const view = await answer.proceed(acknowledgement).catch((error: unknown) => explain(error, answer.ephemeral))
      if (view !== undefined) await responses.edit(address, view)
      return
    }
    case 'deferUpdate': {
      await responses.deferUpdate(address).catch((error: unknown) => {
        // The click was made, and its message stands whether Discord took our word or not.
        if (!(error instanceof AnswerUnclear)) throw error
      })
      const view = await answer.proceed().catch((error: unknown) => explain(error, true))
      if (view !== undefined) await responses.followUp(address, view)
      return
    }
  }
}

async function defer(
  responses: InteractionResponses,
  address: InteractionAddress,
  { ephemeral, failed, unclear }: Extract<InteractionResponse, { kind: 'defer' }>,
): Promise<Acknowledgement> {
  try {
    return await responses.defer(address, ephemeral)
  } catch (error) {
    if (!(error instanceof AnswerUnclear)) {
      await failed?.()
      throw error
    }
    // Whoever has saved something finds out by itself, whatever becomes of this process.
    const found = unclear === undefined ? await responses.find(address) : unclear()
    if (found === undefined) throw error
    return found
  }
}
