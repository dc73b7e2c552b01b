import {
  type APIApplicationCommandOptionChoice,
  type SlashCommandAttachmentOption,
  SlashCommandSubcommandBuilder,
} from 'discord.js'
import { formatMoney } from '../domain/money.ts'
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
import { findPrice, listQualities } from '../views/listQualities.ts'
import { commandSentences } from '../views/sentences/command.ts'

/** What `/kling video` offers: an option that no configured provider takes at any quality is left out. */
export function defineVideo(providers: readonly ProviderId[]): SlashCommandSubcommandBuilder {
  const builder = new SlashCommandSubcommandBuilder()
    .setName('video')
    .setDescription(commandSentences.video)
    .addStringOption((option) =>
      option.setName('prompt').setDescription(commandSentences.prompt).setRequired(true).setMaxLength(promptLimit),
    )
    .addAttachmentOption((option) => describePicture(option, 'image', commandSentences.image))
  if (listQualities('endFrame', providers).length > 0) {
    builder.addAttachmentOption((option) => describePicture(option, 'end_image', commandSentences.endImage))
  }
  builder
    .addIntegerOption((option) =>
      option
        .setName('duration')
        .setDescription(commandSentences.duration(shortestDuration, longestDuration, requestDefaults.duration))
        .setMinValue(shortestDuration)
        .setMaxValue(longestDuration),
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
        .addChoices(qualities.map((quality) => createQualityChoice(quality, providers))),
    )
    .addBooleanOption((option) => option.setName('sound').setDescription(commandSentences.sound))
  if (listQualities('negativePrompt', providers).length > 0) {
    builder.addStringOption((option) =>
      option.setName('negative_prompt').setDescription(commandSentences.negativePrompt).setMaxLength(promptLimit),
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

function createQualityChoice(
  quality: Quality,
  providers: readonly ProviderId[],
): APIApplicationCommandOptionChoice<string> {
  const { silent, withSound } = findPrice(quality, providers)
  const name =
    silent === withSound
      ? commandSentences.qualityFlat[quality](formatMoney(silent))
      : commandSentences.qualityPriced[quality](formatMoney(withSound), formatMoney(silent))
  return { name, value: quality }
}
