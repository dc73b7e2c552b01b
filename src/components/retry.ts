import { findGeneration } from '../interactions/access.ts'
import { readOrigin } from '../interactions/origin.ts'
import { renderRepeated } from '../views/clickAnswers.ts'
import { selectTexts } from '../views/text/texts.ts'
import type { Button } from './component.ts'

/** Try again: the same request once more, once. As private as the message it is asked from. */
export const retry: Button = {
  kind: 'button',
  name: 'retry',
  access: { find: findGeneration, allowed: 'owner', places: ['message', 'private'] },
  async execute({ recordId, interaction, actor: { isAlone } }, { generations }) {
    const { generation, isRepeated } = await generations.acceptAgain(recordId, readOrigin(interaction, isAlone))
    if (isRepeated) {
      return { kind: 'reply', view: renderRepeated(selectTexts(interaction.locale), generation), ephemeral: true }
    }
    return {
      kind: 'defer',
      ephemeral: isAlone,
      proceed: async (acknowledgement) => {
        await generations.begin(generation.id, acknowledgement)
        return undefined
      },
      failed: () => generations.abort(generation.id),
      unclear: () => generations.lookForAnswer(generation.id),
    }
  },
}
