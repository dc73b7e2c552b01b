import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInMessageActionRow,
  ButtonStyle,
  Colors,
  ComponentType,
  channelMention,
  userMention,
} from 'discord.js'
import type { MessageView } from '../domain/contracts/delivery.ts'
import type { RemovalOutcome } from '../domain/contracts/rounds.ts'
import { priceRequest } from '../domain/draft.ts'
import type { Generation } from '../domain/generation.ts'
import type { Catalogue } from '../domain/models.ts'
import type { MicroDollars } from '../domain/money.ts'
import { headlineOf } from '../domain/preset.ts'
import { joinPrompts, type Quality, qualities } from '../domain/request.ts'
import { UserError } from '../domain/userError.ts'
import { mostVariations, variationNames, variations } from '../domain/variations.ts'
import { createCustomId } from '../interactions/customId.ts'
import { createButton, createContainer, createRow, createText, createView, renderSentence } from './components.ts'
import { takeHeadline, takeName } from './promptText.ts'
import { createReportButton } from './reports.ts'
import type { Texts } from './text/en.ts'
import { selectTexts } from './text/texts.ts'

/** What whoever looks may do with a video. */
export interface ViewerRights {
  readonly isOwner: boolean
  /** The owner, or a moderator of the channel. */
  readonly mayDelete: boolean
  readonly mayRemix: boolean
  /** Where a thread can go on from its message. */
  readonly mayStartThread: boolean
  /** Where it stands in a thread below another video. */
  readonly mayPost: boolean
  /** Where everybody in a server sees it. */
  readonly mayReport: boolean
}

/** On the card of a finished video: the two that people come back for. Several buttons never fill a phone. */
export function listCardActions({ rounds }: Texts, { id }: Pick<Generation, 'id'>): APIButtonComponent[] {
  return [createButton('again', id, rounds.again), createButton('change', id, rounds.change), createMore(rounds, id)]
}

/** For a card that shows no video to everybody. */
export function createMore(rounds: Texts['rounds'], id: string): APIButtonComponentWithCustomId {
  return createButton('more', id, rounds.more)
}

/** Behind More: everything else that this person may do with it. */
export function renderMore(
  texts: Texts,
  generation: Generation,
  { isOwner, mayDelete, mayRemix, mayReport, mayStartThread, mayPost }: ViewerRights,
  providers: Catalogue,
): MessageView {
  const { id, request } = generation
  const { rounds, threads } = texts
  const name = takeHeadline(joinPrompts(request))
  return createView([
    ...(name === undefined ? [] : [createText(name)]),
    ...createRow(isOwner ? [createButton('vary', id, rounds.vary), ...listUpgrades(texts, generation, providers)] : []),
    ...createRow([
      ...(mayRemix ? [createButton('remix', id, rounds.remix, ButtonStyle.Primary)] : []),
      createButton('details', id, rounds.details),
      ...(mayPost ? [createButton('postThere', id, threads.post)] : []),
      ...(isOwner && mayStartThread ? [createButton('startThread', id, threads.start)] : []),
      ...(mayDelete ? [createButton('remove', id, rounds.remove)] : []),
      ...(mayReport ? [createReportButton(texts, id)] : []),
    ]),
  ])
}

/** What an upgrade may cost stands on its button, and travels with it: who sends another one agrees to another price. */
function nameUpgrade(quality: Quality, price: MicroDollars): string {
  return `${quality}.${price}`
}

/** From the draft to the final: the same at each higher quality that can be had. */
function listUpgrades(
  { rounds, shortQualityNames, writing }: Texts,
  { id, request }: Generation,
  providers: Catalogue,
): APIButtonComponent[] {
  const higher = qualities.slice(qualities.indexOf(request.quality) + 1)
  return higher.flatMap((quality) => {
    const price = findPrice({ ...request, quality }, providers)
    if (price === undefined) return []
    const label = rounds.upgrade({ quality: shortQualityNames[quality], price: writing.money(price) })
    return [createButton('upgrade', id, label, ButtonStyle.Secondary, nameUpgrade(quality, price))]
  })
}

function findPrice(request: Generation['request'], providers: Catalogue): MicroDollars | undefined {
  try {
    return priceRequest(request, providers).price
  } catch (error) {
    if (error instanceof UserError) return undefined
    throw error
  }
}

const createBack = ({ rounds }: Texts, id: string) =>
  createButton('more', id, rounds.back, ButtonStyle.Secondary, 'back')

/** The choices of Vary, each with the words that it adds. */
export function renderVariations(texts: Texts, { id }: Pick<Generation, 'id'>): MessageView {
  const { rounds } = texts
  const select: APIActionRowComponent<APIComponentInMessageActionRow> = {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.StringSelect,
        custom_id: createCustomId('variation', id),
        placeholder: rounds.varyPlaceholder,
        max_values: mostVariations,
        options: variationNames.map((name) => ({
          value: name,
          label: texts.variations[name],
          description: variations[name],
        })),
      },
    ],
  }
  return createView([createText(rounds.varyTitle), select, ...createRow([createBack(texts, id)])])
}

/** What is said below More, with the way back. */
export function renderBelowMore(texts: Texts, id: string, text: string): MessageView {
  return createView([createText(text), ...createRow([createBack(texts, id)])])
}

/** A picture of the video is kept no more: the form asks for a new one. */
export function renderPictureGone({ rounds }: Texts, id: string): MessageView {
  const change = createButton('change', id, rounds.change, ButtonStyle.Primary)
  return createView([createContainer(Colors.Yellow, [createText(rounds.pictureGone), ...createRow([change])])])
}

/** Asked once before anything is deleted. @param count how many stand in that message, and go with it */
export function renderRemovalQuestion(texts: Texts, id: string, count: number): MessageView {
  const { rounds } = texts
  return createView([
    createContainer(Colors.Red, [
      createText(count > 1 ? texts.variants.removeTitle(count) : rounds.removeTitle),
      ...createRow([createButton('removeNow', id, rounds.removeNow, ButtonStyle.Danger), createBack(texts, id)]),
    ]),
  ])
}

export function renderRemoved({ rounds }: Texts, { reachesMessage, isOwn }: RemovalOutcome): MessageView {
  const sentence = isOwn ? rounds.removed : rounds.removedByModerator
  return renderSentence(reachesMessage ? sentence : `${sentence} ${rounds.removeMessageYourself}`, Colors.DarkGrey)
}

/** For the owner alone, in their direct messages. */
export function renderRemovedByModerator({ request, origin }: Generation, by: string): MessageView {
  const { removedOfYours } = selectTexts(origin.locale).rounds
  const words = { name: takeName(headlineOf(request)), channel: channelMention(origin.channelId), by: userMention(by) }
  return renderSentence(removedOfYours(words), Colors.DarkGrey)
}
