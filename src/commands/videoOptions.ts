import type {
  APIApplicationCommandOptionChoice,
  SharedNameAndDescription,
  SlashCommandSubcommandBuilder,
} from 'discord.js'
import { type Catalogue, estimatePrice, findLimits, findPrice, listQualities, type Model } from '../domain/models.ts'
import { aspectRatios, type Quality, qualities, requestDefaults } from '../domain/request.ts'
import { en, type Texts } from '../views/text/en.ts'
import { localize } from '../views/text/texts.ts'
import { setOptionWords } from './words.ts'

/** What Discord allows of a text, which is more than any model takes; nothing is offered without a model. */
const widest = { prompt: { longest: 6_000 }, duration: { shortest: 1, longest: 15 } }

export const findOptionLimits = (providers: Catalogue) =>
  findLimits(providers.flatMap(({ models }) => models)) ?? widest

/** The start frame and the end frame, where somebody takes one. */
export function addFrameOptions(builder: SlashCommandSubcommandBuilder, providers: Catalogue): void {
  // The extension is all that Discord checks; the bytes are sniffed later.
  builder.addAttachmentOption((option) => setPlainWords(option, 'image').setFileTypes('image'))
  if (listQualities('endFrame', providers).length === 0) return
  builder.addAttachmentOption((option) => setPlainWords(option, 'end_image').setFileTypes('image'))
}

/** How it looks and sounds. */
export function addLookOptions(builder: SlashCommandSubcommandBuilder, providers: Catalogue): void {
  builder
    .addStringOption((option) =>
      setOptionWords(option, 'aspect_ratio', ({ optionDescriptions }) =>
        optionDescriptions.aspect_ratio(requestDefaults.aspectRatio),
      ).addChoices(
        aspectRatios.map((ratio) => createChoice(ratio, ({ aspectRatioChoices }) => aspectRatioChoices[ratio])),
      ),
    )
    .addStringOption((option) =>
      setPlainWords(option, 'quality').addChoices(
        qualities.flatMap((quality) => createQualityChoice(quality, findPrice(quality, providers)) ?? []),
      ),
    )
    .addBooleanOption((option) => setPlainWords(option, 'sound'))
  if (listQualities('negativePrompt', providers).length === 0) return
  const { longest } = findOptionLimits(providers).prompt
  builder.addStringOption((option) => setPlainWords(option, 'negative_prompt').setMaxLength(longest))
}

type PlainOption = Exclude<
  keyof Texts['optionDescriptions'] & keyof Texts['optionNames'],
  'duration' | 'aspect_ratio' | 'variants'
>

/** For the options whose description is the same with every configuration. */
export function setPlainWords<Builder extends SharedNameAndDescription>(builder: Builder, name: PlainOption): Builder {
  return setOptionWords(builder, name, ({ optionDescriptions }) => optionDescriptions[name])
}

/** Nothing for a quality that nobody offers. */
function createQualityChoice(
  quality: Quality,
  price: Model['price'] | undefined,
): APIApplicationCommandOptionChoice<string> | undefined {
  if (price === undefined) return undefined
  const amount = estimatePrice({ price }, requestDefaults)
  return createChoice(quality, ({ pricedChoice, qualityNames, writing }) =>
    pricedChoice({
      quality: qualityNames[quality],
      price: writing.money(amount),
      seconds: writing.number(requestDefaults.duration),
    }),
  )
}

export function createChoice(
  value: string,
  describe: (texts: Texts) => string,
): APIApplicationCommandOptionChoice<string> {
  return { name: describe(en), name_localizations: localize(describe), value }
}
