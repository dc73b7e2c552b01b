import {
  type APIApplicationCommandOptionChoice,
  type SlashCommandAttachmentOption,
  SlashCommandSubcommandBuilder,
} from 'discord.js'
import { type Catalogue, findLimits, findPrice, listQualities, type Model } from '../domain/models.ts'
import { aspectRatios, type Quality, qualities, requestDefaults } from '../domain/request.ts'
import { readOrigin } from '../interactions/origin.ts'
import { renderRepeated } from '../views/clickAnswers.ts'
import { en } from '../views/text/en.ts'
import { selectTexts } from '../views/text/texts.ts'
import type { Subcommand } from './command.ts'
import { parseVideo } from './parseVideo.ts'

/** `/kling video`: accepted and saved before Discord is answered, begun after it. */
export const video: Subcommand = {
  name: 'video',
  define: ({ providers }) => defineVideo(providers),
  execute: async (interaction, { generations, policy }) => {
    const { request, isPrivate } = parseVideo(interaction.options, policy.providers)
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

/** What Discord allows of a text, which is more than any model takes; nothing is offered without a model. */
const widest = { prompt: { longest: 6_000 }, duration: { shortest: 1, longest: 15 } }

/** What `/kling video` offers: an option that no configured provider takes at any quality is left out. */
function defineVideo(providers: Catalogue): SlashCommandSubcommandBuilder {
  const { prompt, duration } = findLimits(providers.flatMap(({ models }) => models)) ?? widest
  const builder = new SlashCommandSubcommandBuilder()
    .setName('video')
    .setDescription(en.commandDescriptions.video)
    .addStringOption((option) =>
      option
        .setName('prompt')
        .setDescription(en.optionDescriptions.prompt)
        .setRequired(true)
        .setMaxLength(prompt.longest),
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
            shortest: duration.shortest,
            longest: duration.longest,
            usual: requestDefaults.duration,
          }),
        )
        .setMinValue(duration.shortest)
        .setMaxValue(duration.longest),
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
        .addChoices(qualities.flatMap((quality) => createQualityChoice(quality, findPrice(quality, providers)) ?? [])),
    )
    .addBooleanOption((option) => option.setName('sound').setDescription(en.optionDescriptions.sound))
  if (listQualities('negativePrompt', providers).length > 0) {
    builder.addStringOption((option) =>
      option
        .setName('negative_prompt')
        .setDescription(en.optionDescriptions.negative_prompt)
        .setMaxLength(prompt.longest),
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

/** Nothing for a quality that nobody offers. */
function createQualityChoice(
  quality: Quality,
  price: Model['price'] | undefined,
): APIApplicationCommandOptionChoice<string> | undefined {
  if (price === undefined) return undefined
  const { silent, withSound } = price
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
