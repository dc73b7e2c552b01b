import { findGeneration } from '../interactions/access.ts'
import type { Button } from '../interactions/handler.ts'
import { renderCancelOutcome } from '../views/clickAnswers.ts'
import { selectTexts } from '../views/text/texts.ts'

/**
 * Cancel, in the status message and in `/kling queue`. Asks first where the video can no longer be stopped. In the status
 * message the token of the click shows what it cancels, or how that has ended, also where the bot cannot reach the message any
 * more. A click in `/kling queue` must not lend its token: it would edit the list.
 */
export const cancel: Button = {
  kind: 'button',
  name: 'cancel',
  access: { find: findGeneration, allowed: 'ownerAndModerators', places: ['message', 'private'] },
  acknowledge: 'update',
  refreshesOwnMessage: true,
  async proceed({ recordId, interaction }, { generations }) {
    const outcome = await generations.cancel(recordId, false)
    return renderCancelOutcome(selectTexts(interaction.locale), outcome, recordId)
  },
}

/** The answer to the question that Cancel asks: stop waiting, although what it costs counts. */
export const abandon: Button = {
  kind: 'button',
  name: 'abandon',
  access: { find: findGeneration, allowed: 'ownerAndModerators', places: ['private'] },
  acknowledge: 'update',
  async proceed({ recordId, interaction }, { generations }) {
    const outcome = await generations.cancel(recordId, true)
    return renderCancelOutcome(selectTexts(interaction.locale), outcome, recordId)
  },
}
