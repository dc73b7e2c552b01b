import { SlashCommandSubcommandBuilder } from 'discord.js'
import { z } from 'zod'
import { progress, progresses } from '../domain/contracts/history.ts'
import { qualities, quality } from '../domain/request.ts'
import { readText } from '../domain/text.ts'
import type { Subcommand } from '../interactions/handler.ts'
import { mostSearched, renderHistory } from '../views/history.ts'
import { en } from '../views/text/en.ts'
import { localize, selectTexts } from '../views/text/texts.ts'
import { readOption } from './parseVideo.ts'
import { setCommandWords, setOptionWords } from './words.ts'

/** `/kling history`: a person's own videos of whatever day, always private. */
export const history: Subcommand = {
  name: 'history',
  define: () =>
    setCommandWords(new SlashCommandSubcommandBuilder(), 'history')
      .addStringOption((option) =>
        setOptionWords(option, 'words', ({ optionDescriptions }) => optionDescriptions.words).setMaxLength(
          mostSearched,
        ),
      )
      .addStringOption((option) =>
        setOptionWords(option, 'quality', ({ optionDescriptions }) => optionDescriptions.qualityOfListed).addChoices(
          qualities.map((value) => ({
            value,
            name: en.qualityNames[value],
            name_localizations: localize(({ qualityNames }) => qualityNames[value]),
          })),
        ),
      )
      .addStringOption((option) =>
        setOptionWords(option, 'state', ({ optionDescriptions }) => optionDescriptions.state).addChoices(
          progresses.map((value) => ({
            value,
            name: en.progresses[value],
            name_localizations: localize((texts) => texts.progresses[value]),
          })),
        ),
      ),
  async execute({ options, user, locale }, { history }) {
    const words = readText(readOption(options, 'words', z.string()))
    const chosenQuality = readOption(options, 'quality', quality)
    const chosenProgress = readOption(options, 'state', progress)
    const page = await history.open(user.id, {
      ...(words !== undefined && { words }),
      ...(chosenQuality !== undefined && { quality: chosenQuality }),
      ...(chosenProgress !== undefined && { progress: chosenProgress }),
    })
    return { kind: 'reply', view: renderHistory(selectTexts(locale), page), ephemeral: true }
  },
}
