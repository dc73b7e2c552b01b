import {
  type APIApplicationCommandOptionChoice,
  type ChatInputCommandInteraction,
  type SharedNameAndDescription,
  SlashCommandSubcommandBuilder,
} from 'discord.js'
import type { Presets } from '../domain/contracts/presets.ts'
import { placeOf, RequestRefused } from '../domain/draft.ts'
import { type Catalogue, estimatePrice, findLimits, findPrice, listQualities, type Model } from '../domain/models.ts'
import { type Choices, chooseDefaults, chooseQuote, findOffer } from '../domain/preferences.ts'
import { longestName, type Preset } from '../domain/preset.ts'
import { aspectRatios, cuts, type Quality, qualities, requestDefaults } from '../domain/request.ts'
import { readText } from '../domain/text.ts'
import { UserError, type UserErrorReason } from '../domain/userError.ts'
import type { Services, Subcommand } from '../interactions/handler.ts'
import { readOrigin } from '../interactions/origin.ts'
import { en, type Texts } from '../views/text/en.ts'
import { localize } from '../views/text/texts.ts'
import { parseVideo } from './parseVideo.ts'
import { suggestPresets } from './presets.ts'
import { setCommandWords, setOptionWords } from './words.ts'

/** `/kling video`: accepted and saved before Discord is answered, begun after it. What is dear is shown with its price first. */
export const video: Subcommand = {
  name: 'video',
  define: ({ providers }) => defineVideo(providers),
  execute: async (interaction, services) => {
    const { generations, presets, policy } = services
    const { userId, guildId } = readOrigin(interaction, false)
    const [named, { chosen, allowed, reason }] = await Promise.all([
      findPreset(interaction.options, guildId, presets),
      readChoices(services, { userId, guildId }),
    ])
    const preset = typeof named === 'string' ? undefined : named
    const offer = findOffer(policy.providers, allowed)
    const defaults = chooseDefaults(preset === undefined ? chosen : [preset, ...chosen], offer)
    const parsed = parseVideo(interaction.options, policy.providers, { defaults, preset })
    const { request, isPrivate } = parsed
    const mistake = typeof named === 'string' ? { code: 'presetGone' as const, preset: named } : parsed.problem
    const problem = reason ?? mistake
    const origin = readOrigin(interaction, isPrivate)
    if (problem !== undefined) throw new RequestRefused(problem, { wanted: { request }, place: placeOf(origin) })
    const most = chooseQuote(chosen, policy.quoteAbove)
    const wanted = { request, ...(most !== undefined && { most }) }
    return { kind: 'video', accepted: await generations.accept(wanted, origin) }
  },
  complete: suggestPresets,
}

/** The name alone where there is none: it may have been removed, or given another name, since it was suggested. */
async function findPreset(
  options: ChatInputCommandInteraction['options'],
  guildId: string | undefined,
  presets: Presets,
): Promise<Preset | string | undefined> {
  const name = readText(options.get('preset')?.value)
  if (name === undefined) return undefined
  return (guildId === undefined ? undefined : await presets.findByName(guildId, name)) ?? name
}

/** Without them nothing begins, since a video that was to be private might be public; what was typed is quoted nevertheless. */
async function readChoices(
  { preferences, servers }: Pick<Services, 'preferences' | 'servers'>,
  asker: Parameters<Services['preferences']['choicesFor']>[0],
): Promise<{ chosen: readonly Choices[]; allowed: readonly Quality[]; reason?: UserErrorReason }> {
  try {
    const [chosen, allowed] = await Promise.all([preferences.choicesFor(asker), servers.qualitiesIn(asker.guildId)])
    return { chosen, allowed }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { chosen: [], allowed: [], reason: error.reason }
  }
}

/** What Discord allows of a text, which is more than any model takes; nothing is offered without a model. */
const widest = { prompt: { longest: 6_000 }, duration: { shortest: 1, longest: 15 } }

/** What `/kling video` offers: an option that no configured provider takes at any quality is left out. */
function defineVideo(providers: Catalogue): SlashCommandSubcommandBuilder {
  const { prompt, duration } = findLimits(providers.flatMap(({ models }) => models)) ?? widest
  const builder = setCommandWords(new SlashCommandSubcommandBuilder(), 'video')
    .addStringOption((option) => setWords(option, 'prompt').setRequired(true).setMaxLength(prompt.longest))
    // The extension is all that Discord checks; the bytes are sniffed later.
    .addAttachmentOption((option) => setWords(option, 'image').setFileTypes('image'))
  if (listQualities('endFrame', providers).length > 0) {
    builder.addAttachmentOption((option) => setWords(option, 'end_image').setFileTypes('image'))
  }
  builder
    .addIntegerOption((option) =>
      setOptionWords(option, 'duration', ({ optionDescriptions }) =>
        optionDescriptions.duration({ ...duration, usual: requestDefaults.duration }),
      )
        .setMinValue(duration.shortest)
        .setMaxValue(duration.longest),
    )
    .addStringOption((option) =>
      setOptionWords(option, 'aspect_ratio', ({ optionDescriptions }) =>
        optionDescriptions.aspect_ratio(requestDefaults.aspectRatio),
      ).addChoices(
        aspectRatios.map((ratio) => createChoice(ratio, ({ aspectRatioChoices }) => aspectRatioChoices[ratio])),
      ),
    )
    .addStringOption((option) =>
      setWords(option, 'quality').addChoices(
        qualities.flatMap((quality) => createQualityChoice(quality, findPrice(quality, providers)) ?? []),
      ),
    )
    .addBooleanOption((option) => setWords(option, 'sound'))
  if (listQualities('negativePrompt', providers).length > 0) {
    builder.addStringOption((option) => setWords(option, 'negative_prompt').setMaxLength(prompt.longest))
  }
  if (listQualities('guidance', providers).length > 0) {
    builder.addNumberOption((option) => setWords(option, 'guidance').setMinValue(0).setMaxValue(1))
  }
  if (listQualities('cuts', providers).length > 0) {
    builder.addStringOption((option) =>
      setWords(option, 'cuts').addChoices(
        cuts.options.map((each) => createChoice(each, ({ cutsChoices }) => cutsChoices[each])),
      ),
    )
  }
  return builder
    .addStringOption((option) => setWords(option, 'preset').setAutocomplete(true).setMaxLength(longestName))
    .addBooleanOption((option) => setWords(option, 'private'))
}

type PlainOption = Exclude<keyof Texts['optionDescriptions'] & keyof Texts['optionNames'], 'duration' | 'aspect_ratio'>

/** For the options whose description is the same with every configuration. */
function setWords<Builder extends SharedNameAndDescription>(builder: Builder, name: PlainOption): Builder {
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

function createChoice(value: string, describe: (texts: Texts) => string): APIApplicationCommandOptionChoice<string> {
  return { name: describe(en), name_localizations: localize(describe), value }
}
