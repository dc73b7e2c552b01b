import {
  type APIApplicationCommandOptionChoice,
  type SlashCommandAttachmentOption,
  SlashCommandSubcommandBuilder,
} from 'discord.js'
import type { ProviderId } from '../domain/operation.ts'
import {
  aspectRatios,
  longestDuration,
  promptLimit,
  type Quality,
  qualities,
  requestDefaults,
  shortestDuration,
} from '../domain/request.ts'
import { readOrigin } from '../interactions/origin.ts'
import { renderRepeated } from '../views/clickAnswers.ts'
import { findPrice, listQualities } from '../views/listQualities.ts'
import { en } from '../views/text/en.ts'
import { selectTexts } from '../views/text/texts.ts'
import type { Subcommand } from './command.ts'
import { parseVideo } from './parseVideo.ts'

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

/** What `/kling video` offers: an option that no configured provider takes at any quality is left out. */
function defineVideo(providers: readonly ProviderId[]): SlashCommandSubcommandBuilder {
  const builder = new SlashCommandSubcommandBuilder()
    .setName('video')
    .setDescription(en.commandDescriptions.video)
    .addStringOption((option) =>
      option.setName('prompt').setDescription(en.optionDescriptions.prompt).setRequired(true).setMaxLength(promptLimit),
    )
    .addAttachmentOption((option) => describePicture(option, 'image', en.optionDescriptions.image))
  if (listQualities('endFrame', providers).length > 0) {
    builder.addAttachmentOption((option) => describePicture(option, 'end_image', en.optionDescriptions.end_image))
  }
  builder
    .addIntegerOption((option) =>
      option
        .setName('duration')
        .setDescription(
          en.optionDescriptions.duration({
            shortest: shortestDuration,
            longest: longestDuration,
            usual: requestDefaults.duration,
          }),
        )
        .setMinValue(shortestDuration)
        .setMaxValue(longestDuration),
    )
    .addStringOption((option) =>
      option
        .setName('aspect_ratio')
        .setDescription(en.optionDescriptions.aspect_ratio(requestDefaults.aspectRatio))
        .addChoices(aspectRatios.map((value) => ({ name: value, value }))),
    )
    .addStringOption((option) =>
      option
        .setName('quality')
        .setDescription(en.optionDescriptions.quality)
        .addChoices(qualities.map((quality) => createQualityChoice(quality, providers))),
    )
    .addBooleanOption((option) => option.setName('sound').setDescription(en.optionDescriptions.sound))
  if (listQualities('negativePrompt', providers).length > 0) {
    builder.addStringOption((option) =>
      option.setName('negative_prompt').setDescription(en.optionDescriptions.negative_prompt).setMaxLength(promptLimit),
    )
  }
  if (listQualities('guidance', providers).length > 0) {
    builder.addNumberOption((option) =>
      option.setName('guidance').setDescription(en.optionDescriptions.guidance).setMinValue(0).setMaxValue(1),
    )
  }
  return builder.addBooleanOption((option) => option.setName('private').setDescription(en.optionDescriptions.private))
}

/** The extension is all that Discord checks; the bytes are sniffed later. */
function describePicture(option: SlashCommandAttachmentOption, name: string, description: string) {
  return option.setName(name).setDescription(description).setFileTypes('image')
}

function createQualityChoice(
  quality: Quality,
  providers: readonly ProviderId[],
): APIApplicationCommandOptionChoice<string> {
  const { silent, withSound } = findPrice(quality, providers)
  const { flatChoice, pricedChoice, qualityChoices, writing } = en
  const name =
    silent === withSound
      ? flatChoice({ quality: qualityChoices[quality], price: writing.money(silent) })
      : pricedChoice({
          quality: qualityChoices[quality],
          withSound: writing.money(withSound),
          silent: writing.money(silent),
        })
  return { name, value: quality }
}
