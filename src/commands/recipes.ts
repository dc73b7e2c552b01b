import {
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  SlashCommandSubcommandBuilder,
} from 'discord.js'
import { z } from 'zod'
import { placeOf, refuseMissing } from '../domain/draft.ts'
import type { Generation } from '../domain/generation.ts'
import { chooseQuote } from '../domain/preferences.ts'
import { formatRecipe, parseRecipe } from '../domain/recipe.ts'
import { joinPrompts } from '../domain/request.ts'
import { isSucceeded } from '../domain/stateMachine.ts'
import { UserError } from '../domain/userError.ts'
import type { Choice, Services, Subcommand } from '../interactions/handler.ts'
import { readOrigin } from '../interactions/origin.ts'
import { describeChoice } from '../views/promptText.ts'
import { renderPictureGone } from '../views/resultActions.ts'
import { selectTexts } from '../views/text/texts.ts'
import { readOption } from './parseVideo.ts'
import { setCommandWords, setOptionWords } from './words.ts'

/** More than a code needs, for what people add to it. */
const longestTyped = 40

/** `/kling run`: the same once more, here, by its code. */
export const run: Subcommand = {
  name: 'run',
  define: () =>
    setCommandWords(new SlashCommandSubcommandBuilder(), 'run')
      .addStringOption((option) =>
        setOptionWords(option, 'recipe', ({ optionDescriptions }) => optionDescriptions.recipe)
          .setRequired(true)
          .setMaxLength(longestTyped)
          .setAutocomplete(true),
      )
      .addBooleanOption((option) =>
        setOptionWords(option, 'private', ({ optionDescriptions }) => optionDescriptions.private),
      ),
  complete: (interaction, services) => suggest(interaction, services, false),
  async execute(interaction, { history, rounds, generations, preferences, policy }) {
    const { options, user, locale } = interaction
    const recipe = readRecipe(options)
    if (recipe === undefined) throw new UserError({ code: 'recipeUnknown' })
    const origin = readOrigin(interaction, isPrivate(options))
    const [wanted, chosen] = await Promise.all([history.want(user.id, recipe), preferences.choicesFor(origin)])
    const missing = await rounds.findMissing(wanted)
    const earlier = missing.length > 0 && wanted.retryOf ? await generations.find(wanted.retryOf) : undefined
    if (earlier?.origin.userId === user.id && isSucceeded(earlier)) {
      return { kind: 'reply', view: renderPictureGone(selectTexts(locale), earlier.id), ephemeral: true }
    }
    refuseMissing(missing, { wanted, place: placeOf(origin) })
    const most = chooseQuote(chosen, policy.quoteAbove)
    const accepted = await generations.accept({ ...wanted, ...(most !== undefined && { most }) }, origin)
    return { kind: 'video', accepted }
  },
}

/** `/kling show`: one of the person's finished videos once more, in this channel or for them alone. It costs nothing. */
export const show: Subcommand = {
  name: 'show',
  define: () =>
    setCommandWords(new SlashCommandSubcommandBuilder(), 'show')
      .addStringOption((option) =>
        setOptionWords(option, 'recipe', ({ optionDescriptions }) => optionDescriptions.recipeToShow)
          .setMaxLength(longestTyped)
          .setAutocomplete(true),
      )
      .addBooleanOption((option) =>
        setOptionWords(option, 'private', ({ optionDescriptions }) => optionDescriptions.private),
      ),
  complete: (interaction, services) => suggest(interaction, services, true),
  async execute(interaction, { history }) {
    const { options } = interaction
    const place = readOrigin(interaction, isPrivate(options))
    const generation = await history.findShowable(place, readRecipe(options))
    return {
      kind: 'defer',
      ephemeral: place.ephemeral,
      async proceed({ messageId, ephemeral }) {
        await history.show(generation, { ...place, ephemeral }, messageId)
        return undefined
      },
    }
  },
}

type Options = ChatInputCommandInteraction['options']

const isPrivate = (options: Options) => readOption(options, 'private', z.boolean()) ?? false

/** Undefined where none was given; a UserError where what was given is none. */
function readRecipe(options: Options): string | undefined {
  const typed = readOption(options, 'recipe', z.string())
  if (typed === undefined) return undefined
  const recipe = parseRecipe(typed)
  if (recipe === undefined) throw new UserError({ code: 'recipeUnknown' })
  return recipe
}

async function suggest(
  { options, user }: AutocompleteInteraction,
  { history }: Services,
  onlyReady: boolean,
): Promise<Choice[]> {
  const found = await history.suggest(user.id, options.getFocused(), onlyReady)
  return found.flatMap(describe)
}

function describe({ recipe, request }: Generation): Choice[] {
  if (recipe === undefined) return []
  const code = formatRecipe(recipe)
  const prompt = describeChoice(joinPrompts(request))
  return [{ name: prompt === '' ? code : `${code} · ${prompt}`, value: code }]
}
