import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInMessageActionRow,
  type APIMediaGalleryComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js'
import type { StatusOptions } from '../domain/contracts/delivery.ts'
import { allOf, firstOf, type Generation, type Settlement } from '../domain/generation.ts'
import type { MicroDollars } from '../domain/money.ts'
import { canRetry, isFinal, isSucceeded } from '../domain/stateMachine.ts'
import { createCustomId } from '../interactions/customId.ts'
import { createButton } from './components.ts'
import { findShowing, type RenderedResult, renderResult } from './resultGallery.ts'
import { describeEnd, describeState, type StateDescription } from './statusText.ts'
import type { Texts } from './text/en.ts'

/** Several that were asked for at once, as one message shows them. */
interface RenderedVariants {
  /** The one that the buttons and the grey line are about, with the time and the cost of all. */
  readonly subject: Generation
  readonly state: StateDescription
  readonly result: RenderedResult
  /** Which one the buttons are for, where there is a choice; and what failed once more. */
  readonly rows: readonly APIActionRowComponent<APIComponentInMessageActionRow>[]
  readonly retry: readonly APIButtonComponent[]
}

type Variants = readonly Generation[]

/** What stands in the place of one video and its state where there are several. `shown`: the one whose state is told meanwhile. */
export function renderVariants(
  texts: Texts,
  shown: Generation,
  variants: Variants,
  options: StatusOptions,
  linkLifetime: number | undefined,
): RenderedVariants {
  if (!variants.every(isFinal)) {
    const subject = { ...shown, id: firstOf(shown), reserved: sumPrices(variants) }
    return { subject, state: describeGoing(texts, shown, variants, options), result: nothing, rows: [], retry: [] }
  }
  const chosen = choose(variants, options)
  return {
    subject: sumUp(chosen ?? shown, variants),
    state: describeEnds(texts, variants, options.isPrivate),
    result: joinResults(
      variants.map((each) => ({
        isChosen: each.id === chosen?.id,
        result: renderResult(texts, each, options, linkLifetime, numberOf(each)),
      })),
    ),
    rows: renderChoice(texts, variants, chosen),
    retry: renderRetry(texts, shown, variants),
  }
}

const nothing: RenderedResult = { gallery: [], notes: [], files: [] }

/** Which one it is of those that were asked for at once, whether or not all are known. */
const numberOf = (variant: Generation): number => allOf(variant).indexOf(variant.id) + 1

const sumPrices = (variants: Variants): MicroDollars =>
  variants.reduce((sum, { settlement, reserved }) => sum + (settlement?.spent ?? reserved), 0)

function describeGoing(texts: Texts, shown: Generation, variants: Variants, options: StatusOptions): StateDescription {
  const state = describeState(texts, shown, options)
  const ready = variants.filter(isSucceeded).length
  return { ...state, text: `${state.text}\n${texts.variants.ready({ ready, count: variants.length })}` }
}

/** What somebody chose; else the first that is seen. */
function choose(variants: Variants, { chosen, isPrivate }: StatusOptions): Generation | undefined {
  const made = variants.filter(isSucceeded)
  const isSeen = (each: Generation) => ['open', 'covered'].includes(findShowing(each, isPrivate))
  return made.find(({ id }) => id === chosen) ?? made.find(isSeen) ?? made[0]
}

/** How sure the sum of several costs is: as sure as the least of them. */
const certainty = ['unknown', 'estimated', 'reported', 'none'] as const satisfies readonly Settlement['basis'][]

function sumUp(subject: Generation, variants: Variants): Generation {
  const settlements = variants.flatMap(({ settlement }) => settlement ?? [])
  const spent = settlements.reduce((sum, each) => sum + each.spent, 0)
  const basis = certainty.find((each) => settlements.some((settlement) => settlement.basis === each)) ?? 'none'
  return {
    ...subject,
    finishedAt: Math.max(...variants.map(({ finishedAt = 0 }) => finishedAt)),
    settlement: { spent, counted: spent, basis },
  }
}

const isForOwnerAlone = ({ state, failure }: Generation): boolean =>
  state === 'failed' && (failure?.kind === 'contentRefused' || failure?.kind === 'pictureRefused')

/** What is to be said of each: once for those of which the same is so, with their numbers where it is not so for all. */
function describeEnds(texts: Texts, variants: Variants, isPrivate: boolean): StateDescription {
  const ends = variants.map((each) => {
    const end = describeEnd(texts, each, isPrivate)
    // Where the others ended otherwise, the message stays public, and what was wrong with this one is not for everybody.
    const text =
      !isPrivate && isForOwnerAlone(each) && !variants.every(isForOwnerAlone) ? texts.variants.none : end.text
    return { number: numberOf(each), ...end, text }
  })
  const isSeen = variants.some(
    (each) => isSucceeded(each) && ['open', 'covered'].includes(findShowing(each, isPrivate)),
  )
  const told = ends.filter((end, index) => {
    const each = variants[index]
    const isPlain = each !== undefined && isSucceeded(each) && findShowing(each, isPrivate) === 'open'
    return !isSeen || !isPlain || end.isSaidBesideVideo === true
  })
  const lines = [...new Set(told.map(({ text }) => text))].map((text) => {
    const numbers = told.filter((each) => each.text === text).map(({ number }) => texts.writing.number(number))
    if (numbers.length === variants.length) return text
    return texts.variants.some({ numbers: texts.writing.list(numbers, 'conjunction'), text })
  })
  const [first] = ends
  return { text: lines.join('\n'), colour: first?.colour ?? 0, isSaidBesideVideo: lines.length > 0 }
}

/** All videos in one gallery, with the way to the chosen one. */
function joinResults(all: readonly { readonly isChosen: boolean; readonly result: RenderedResult }[]): RenderedResult {
  const items = all.flatMap(({ result }) => result.gallery.flatMap((gallery) => gallery.items))
  const gallery: APIMediaGalleryComponent[] = items.length === 0 ? [] : [{ type: ComponentType.MediaGallery, items }]
  const link = all.find(({ isChosen }) => isChosen)?.result.link
  return {
    gallery,
    notes: [...new Set(all.flatMap(({ result }) => result.notes))],
    files: all.flatMap(({ result }) => result.files),
    ...(link !== undefined && { link }),
  }
}

function renderChoice(texts: Texts, variants: Variants, chosen: Generation | undefined): RenderedVariants['rows'] {
  const [first] = variants
  if (first === undefined || variants.filter(isSucceeded).length < 2) return []
  const options = variants
    .filter(isSucceeded)
    .map((each) => ({ label: texts.variants.option(numberOf(each)), value: each.id, default: each.id === chosen?.id }))
  return [
    {
      type: ComponentType.ActionRow,
      components: [
        {
          type: ComponentType.StringSelect,
          custom_id: createCustomId('variant', firstOf(first)),
          placeholder: texts.variants.placeholder,
          options,
        },
      ],
    },
  ]
}

/** Those without a video once more, at the price that they had. */
function renderRetry({ variants: words, writing }: Texts, shown: Generation, variants: Variants): APIButtonComponent[] {
  const failed = variants.filter(canRetry)
  if (failed.length === 0) return []
  const price = writing.money(failed.reduce((sum, { reserved }) => sum + reserved, 0))
  const label = words.retry({ count: failed.length, price })
  return [createButton('retry', firstOf(shown), label, ButtonStyle.Primary)]
}
