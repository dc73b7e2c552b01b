import { findGeneration } from '../interactions/access.ts'
import type { Button } from '../interactions/handler.ts'
import { renderCancelOutcome } from '../views/clickAnswers.ts'
import { selectTexts } from '../views/text/texts.ts'

/**
 * The two ways to stop a video that somebody no longer wants, in the status message and in `/kling queue`; a moderator may do
 * both with everybody's. In the status message the token of the click shows what it did, also where the bot cannot reach the
 * message any more. A click in `/kling queue` must not lend its token: it would edit the list.
 */
const stop = {
  kind: 'button',
  access: { find: findGeneration, allowed: 'ownerAndModerators', places: ['message', 'private'] },
  acknowledge: 'update',
  refreshesOwnMessage: true,
} as const

/** Cancel, while the work can still be stopped. Where it is too late the answer offers to hide it. */
export const cancel: Button = {
  ...stop,
  name: 'cancel',
  async proceed({ recordId, interaction, actor: { userId } }, { generations }) {
    const outcome = await generations.cancel(recordId, userId)
    return renderCancelOutcome(selectTexts(interaction.locale), outcome, recordId)
  },
}

/** Hide when done, once the work cannot be stopped: nothing is posted, and its owner finds it in `/kling queue`. */
export const hide: Button = {
  ...stop,
  name: 'hide',
  async proceed({ recordId, interaction, actor: { userId } }, { generations }) {
    const outcome = await generations.hide(recordId, userId)
    return renderCancelOutcome(selectTexts(interaction.locale), outcome, recordId)
  },
}
