import { type ChatInputCommandInteraction, SlashCommandSubcommandBuilder } from 'discord.js'
import type { Presets } from '../domain/contracts/presets.ts'
import { placeOf, RequestRefused } from '../domain/draft.ts'
import { type Catalogue, listQualities } from '../domain/models.ts'
import { chooseDefaults, chooseQuote, findOffer } from '../domain/preferences.ts'
import { longestName, type Preset } from '../domain/preset.ts'
import { mostVariants, requestDefaults } from '../domain/request.ts'
import { findShotLimits } from '../domain/storyboard.ts'
import { readText } from '../domain/text.ts'
import type { Subcommand } from '../interactions/handler.ts'
import { readOrigin } from '../interactions/origin.ts'
import { type AskedCuts, parseVideo, readChoices } from './parseVideo.ts'
import { suggestPresets } from './presets.ts'
import { proposeStoryboard } from './storyboard.ts'
import { addFrameOptions, addLookOptions, createChoice, findOptionLimits, setPlainWords } from './videoOptions.ts'
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
    if (parsed.shots !== undefined) {
      return proposeStoryboard(interaction, services, { ...parsed, shots: parsed.shots })
    }
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

/** What `/kling video` offers: an option that no configured provider takes at any quality is left out. */
function defineVideo(providers: Catalogue): SlashCommandSubcommandBuilder {
  const { prompt, duration } = findOptionLimits(providers)
  const builder = setCommandWords(new SlashCommandSubcommandBuilder(), 'video').addStringOption((option) =>
    setPlainWords(option, 'prompt').setRequired(true).setMaxLength(prompt.longest),
  )
  addFrameOptions(builder, providers)
  builder.addIntegerOption((option) =>
    setOptionWords(option, 'duration', ({ optionDescriptions }) =>
      optionDescriptions.duration({ ...duration, usual: requestDefaults.duration }),
    )
      .setMinValue(duration.shortest)
      .setMaxValue(duration.longest),
  )
  addLookOptions(builder, providers)
  if (listQualities('guidance', providers).length > 0) {
    builder.addNumberOption((option) => setPlainWords(option, 'guidance').setMinValue(0).setMaxValue(1))
  }
  const cuts = listCuts(providers)
  if (cuts.length > 0) {
    builder.addStringOption((option) =>
      setPlainWords(option, 'cuts').addChoices(
        cuts.map((each) => createChoice(each, ({ cutsChoices }) => cutsChoices[each])),
      ),
    )
  }
  return builder
    .addIntegerOption((option) =>
      setOptionWords(option, 'variants', ({ optionDescriptions }) =>
        optionDescriptions.variants({ most: mostVariants }),
      )
        .setMinValue(1)
        .setMaxValue(mostVariants),
    )
    .addStringOption((option) => setPlainWords(option, 'preset').setAutocomplete(true).setMaxLength(longestName))
    .addBooleanOption((option) => setPlainWords(option, 'private'))
}

/** Where there is a choice: one shot is what every model makes. */
function listCuts(providers: Catalogue): readonly AskedCuts[] {
  const auto = listQualities('cuts', providers).length > 0 ? (['auto'] as const) : []
  const mine = findShotLimits(providers) === undefined ? [] : (['mine'] as const)
  return auto.length + mine.length === 0 ? [] : ['one', ...auto, ...mine]
}
