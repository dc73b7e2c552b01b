import type { Answer } from '../domain/answer.ts'
import type { MessageView } from '../domain/message.ts'
import type { InteractionAddress, InteractionResponses } from './interactionResponses.ts'

/** Turns what a handler threw into what the person reads. */
export type ExplainError = (error: unknown) => MessageView

/**
 * Sends what a handler wants answered. An error of the handler's second half is explained in the message that was promised.
 * Throws what Discord said when an answer did not reach it, after the handler was told.
 */
export async function sendAnswer(
  responses: InteractionResponses,
  address: InteractionAddress,
  answer: Answer,
  explainError: ExplainError,
): Promise<void> {
  switch (answer.kind) {
    case 'reply':
      return responses.reply(address, answer.view, answer.ephemeral)
    case 'update':
      return responses.update(address, answer.view)
    case 'defer': {
      const acknowledgement = await responses.defer(address, answer.ephemeral).catch(async (error: unknown) => {
        await answer.failed?.()
        throw error
      })
      const view = await answer.proceed(acknowledgement).catch(explainError)
      if (view !== undefined) await responses.edit(address, view)
      return
    }
    case 'deferUpdate': {
      await responses.deferUpdate(address)
      const view = await answer.proceed().catch(explainError)
      if (view !== undefined) await responses.followUp(address, view)
      return
    }
  }
}
