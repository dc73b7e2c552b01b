import { TimestampStyles, time } from 'discord.js'
import type { Generation } from '../domain/generation.ts'
import { type Catalogue, modelOf } from '../domain/models.ts'
import { formatRecipe } from '../domain/recipe.ts'
import { joinPrompts } from '../domain/request.ts'
import { findMessageLink } from './components.ts'
import { formatElapsed } from './format.ts'
import { quotePrompt } from './promptText.ts'
import { findShowing, fitsAddress, longestMediaAddress } from './resultGallery.ts'
import type { Texts } from './text/en.ts'
import { describeCost, listSettings } from './videoSettings.ts'

interface DetailsContext {
  readonly isOwner: boolean
  /** What it was made from; `gone` where that was deleted. */
  readonly parent?: Generation | 'gone'
  /** How long each provider serves its results, and how its models take what is to be left out. */
  readonly catalogue: Catalogue
}

/** Everything that is known of a finished video. What it cost is for its owner alone. */
export function describeVideo(texts: Texts, generation: Generation, context: DetailsContext): string {
  const { rounds, card } = texts
  const { request, recipe } = generation
  const notWanted = request.negativePrompt === undefined ? undefined : quotePrompt(request.negativePrompt)
  const isInPrompt = notWanted !== undefined && modelOf(context.catalogue, generation)?.negativeInPrompt !== undefined
  const lines = [
    rounds.detailsTitle,
    quotePrompt(joinPrompts(request)),
    notWanted === undefined ? undefined : `${card.notWanted('').trim()}\n${notWanted}`,
    isInPrompt ? rounds.leftOutByPrompt : undefined,
    [texts.shortQualityNames[request.quality], ...listSettings(texts, request)].join(' · '),
    describeMaking(texts, generation),
    context.isOwner ? describeCost(texts, generation).map((amount) => rounds.cost(amount))[0] : undefined,
    recipe === undefined ? undefined : rounds.recipe(formatRecipe(recipe)),
    describeParent(texts, generation, context.parent),
    describeOriginal(texts, generation, context),
  ]
  return lines.filter((line) => line !== undefined).join('\n')
}

const formatDate = (at: number, style: (typeof TimestampStyles)[keyof typeof TimestampStyles]) =>
  time(Math.floor(at / 1_000), style)

function describeMaking(texts: Texts, { createdAt, finishedAt }: Generation): string | undefined {
  if (finishedAt === undefined) return undefined
  const when = formatDate(finishedAt, TimestampStyles.ShortDateTime)
  return texts.rounds.made({ when, elapsed: formatElapsed(texts, finishedAt - createdAt) })
}

function describeParent(
  { rounds }: Texts,
  { origin }: Generation,
  parent: Generation | 'gone' | undefined,
): string | undefined {
  if (parent === undefined) return undefined
  if (parent === 'gone') return rounds.madeFromDeleted
  const link = parent.origin.guildId === origin.guildId ? findMessageLink(parent.origin) : undefined
  return link === undefined ? rounds.madeFromPrivate : rounds.madeFrom(link)
}

/** The provider's file, while it still lives: a date says how long. Others see it only where they see the video. */
function describeOriginal(
  { rounds }: Texts,
  generation: Generation,
  { isOwner, catalogue }: DetailsContext,
): string | undefined {
  const { result, provider, finishedAt } = generation
  const showing = findShowing(generation, isOwner)
  if (result === undefined || showing === 'hidden' || showing === 'withheld') return undefined
  if (!fitsAddress(result.url, longestMediaAddress)) return undefined
  const lifetime = catalogue.find(({ id }) => id === provider)?.resultLifetime
  if (lifetime === undefined || finishedAt === undefined) return rounds.original(result.url)
  return rounds.originalUntil({ url: result.url, until: formatDate(finishedAt + lifetime, TimestampStyles.LongDate) })
}
