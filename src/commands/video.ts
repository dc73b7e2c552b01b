import { renderRepeated } from '../views/clickAnswers.ts'
import { readOrigin } from '../views/readOrigin.ts'
import { selectTexts } from '../views/text/texts.ts'
import type { Subcommand } from './command.ts'
import { parseVideo } from './parseVideo.ts'
import { defineVideo } from './videoOptions.ts'

/** `/kling video`: accepted and saved before Discord is answered, begun after it. */
export const video: Subcommand = {
  name: 'video',
  define: ({ providers }) => defineVideo(providers),
  execute: async (interaction, { generations }) => {
    const { request, isPrivate } = parseVideo(interaction.options)
    const { generation, isRepeated } = await generations.accept(request, readOrigin(interaction, isPrivate))
    if (isRepeated)
      return { kind: 'reply', view: renderRepeated(selectTexts(interaction.locale), generation), ephemeral: true }
    return {
      kind: 'defer',
      ephemeral: isPrivate,
      proceed: async (acknowledgement) => {
        await generations.begin(generation.id, acknowledgement)
        return undefined
      },
      failed: () => generations.abort(generation.id),
      unclear: () => generations.lookForAnswer(generation.id),
    }
  },
}
