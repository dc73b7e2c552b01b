import {
  type APIApplicationCommandOptionChoice,
  type SlashCommandAttachmentOption,
  SlashCommandSubcommandBuilder,
} from 'discord.js'
import { type Catalogue, findLimits, findPrice, listQualities, type Model } from '../domain/models.ts'
import { formatMoney } from '../domain/money.ts'
import { aspectRatios, type Quality, qualities, requestDefaults } from '../domain/request.ts'
import { commandSentences } from '../views/sentences/command.ts'

/** What Discord allows of a text, which is more than any model takes; nothing is offered without a model. */
const widest = { prompt: { longest: 6_000 }, duration: { shortest: 1, longest: 15 } }

/** What `/kling video` offers: an option that no configured provider takes at any quality is left out. */
export function defineVideo(providers: Catalogue): SlashCommandSubcommandBuilder {
  const { prompt, duration } = findLimits(providers.flatMap(({ models }) => models)) ?? widest
  const builder = new SlashCommandSubcommandBuilder()
    .setName('video')
    .setDescription(commandSentences.video)
    .addStringOption((option) =>
      option.setName('prompt').setDescription(commandSentences.prompt).setRequired(true).setMaxLength(prompt.longest),
    )
    .addAttachmentOption((option) => describePicture(option, 'image', commandSentences.image))
  if (listQualities('endFrame', providers).length > 0) {
    builder.addAttachmentOption((option) => describePicture(option, 'end_image', commandSentences.endImage))
  }
  builder
    .addIntegerOption((option) =>
      option
        .setName('duration')
        .setDescription(commandSentences.duration(duration.shortest, duration.longest, requestDefaults.duration))
        .setMinValue(duration.shortest)
        .setMaxValue(duration.longest),
    )
    .addStringOption((option) =>
      option
        .setName('aspect_ratio')
        .setDescription(commandSentences.aspectRatio(requestDefaults.aspectRatio))
        .addChoices(aspectRatios.map((value) => ({ name: value, value }))),
    )
    .addStringOption((option) =>
      option
        .setName('quality')
        .setDescription(commandSentences.quality)
        .addChoices(qualities.flatMap((quality) => createQualityChoice(quality, findPrice(quality, providers)) ?? [])),
    )
    .addBooleanOption((option) => option.setName('sound').setDescription(commandSentences.sound))
  if (listQualities('negativePrompt', providers).length > 0) {
    builder.addStringOption((option) =>
      option.setName('negative_prompt').setDescription(commandSentences.negativePrompt).setMaxLength(prompt.longest),
    )
  }
  if (listQualities('guidance', providers).length > 0) {
    builder.addNumberOption((option) =>
      option.setName('guidance').setDescription(commandSentences.guidance).setMinValue(0).setMaxValue(1),
    )
  }
  return builder.addBooleanOption((option) => option.setName('private').setDescription(commandSentences.private))
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
  const name =
    silent === withSound
      ? commandSentences.qualityFlat[quality](formatMoney(silent))
      : commandSentences.qualityPriced[quality](formatMoney(withSound), formatMoney(silent))
  return { name, value: quality }
}
