import {
  type APIButtonComponent,
  type APIComponentInContainer,
  ButtonStyle,
  ComponentType,
  channelLink,
  channelMention,
  userMention,
} from 'discord.js'
import type { MessageView, StatusOptions } from '../domain/contracts/delivery.ts'
import type { Generation } from '../domain/generation.ts'
import { hasChannelRoute } from '../domain/origin.ts'
import { findOwnWords, headlineOf } from '../domain/preset.ts'
import type { Request } from '../domain/request.ts'
import { canChangePrompt, canChangeSettings, canRetry, isFinal, isSucceeded } from '../domain/stateMachine.ts'
import { createButton, createContainer, createLinkButton, createRow, createText, createView } from './components.ts'
import { formatElapsed } from './format.ts'
import { quotePrompt, quoteToCopy, takeHeadline, takeName, takeSnippet } from './promptText.ts'
import { createMore, listCardActions } from './resultActions.ts'
import { findShowing, fitsAddress, longestButtonAddress, longestMediaAddress, renderResult } from './resultGallery.ts'
import { describeEnd, describeState } from './statusText.ts'
import type { Texts } from './text/en.ts'
import { renderVariants } from './variants.ts'
import { describeCost, findIgnoredAspectRatio, listSettings } from './videoSettings.ts'

interface StatusViewOptions extends StatusOptions {
  /** Whether its owner may ask for videos in direct messages. */
  readonly mayAskDirectly?: boolean
}

/**
 * The one message of a generation, in any state. While it is made: how it stands, and what was asked, in a frame. Then the video
 * itself without one, so that several fit a phone: the beginning of the prompt as its name, one grey line, one row of buttons.
 */
export function renderStatus(
  texts: Texts,
  shown: Generation,
  options: StatusViewOptions,
  linkLifetime?: number,
): MessageView {
  const { variants } = options
  const several = variants && renderVariants(texts, shown, variants, options, linkLifetime)
  const { subject: generation, state, result } = several ?? renderAlone(texts, shown, options, linkLifetime)
  const isRead = isReadByOwnerAlone(generation, options.isPrivate)
  const isSeen = result.gallery.length > 0
  const link = describeWay(texts, result.link, options)
  const details = describeDetails(texts, generation, {
    isRead,
    isSeen,
    withPrompt: options.withPrompt,
    needsCheck: needsCheck(generation, options),
    way: link.text,
    variants,
    notes: [...result.notes, ...describePlace(texts, generation, options)],
  })
  const buttons = renderActions(texts, generation, options)
  const actions = [
    ...(several?.rows ?? []),
    ...createRow([...buttons, ...(several?.retry ?? []), ...link.buttons]),
    ...renderWayToList(texts, options),
  ]
  if (isSeen) {
    const name = options.withPrompt ? takeHeadline(headlineOf(generation.request)) : texts.card.promptHidden
    const lines = [name, ...details, state.isSaidBesideVideo === true ? state.text : undefined]
    return createView([...result.gallery, createText(joinLines(lines)), ...actions], result.files)
  }
  return createView([
    createContainer(state.colour, [
      createText(state.text),
      ...renderPrompt(texts, generation, options, details),
      ...actions,
    ]),
  ])
}

function renderAlone(texts: Texts, generation: Generation, options: StatusViewOptions, linkLifetime?: number) {
  const state = isFinal(generation)
    ? describeEnd(texts, generation, options.isPrivate)
    : describeState(texts, generation, options)
  return { subject: generation, state, result: renderResult(texts, generation, options, linkLifetime) }
}

const joinLines = (lines: readonly (string | undefined)[]) => lines.filter((line) => line !== undefined).join('\n')

interface Way {
  /** At the end of the grey line. */
  readonly text?: string
  readonly buttons: readonly APIButtonComponent[]
}

/**
 * One tap opens the video. In the grey line, where it takes no room; as a button where a message filter blocked the words, since
 * it may have been the address.
 */
function describeWay({ buttons, result }: Texts, link: string | undefined, { withPrompt }: StatusOptions): Way {
  if (link === undefined) return { buttons: [] }
  if (withPrompt) return { text: result.openVideo(link), buttons: [] }
  return { buttons: fitsAddress(link, longestButtonAddress) ? [createLinkButton(link, buttons.openVideo)] : [] }
}

/** A public card is read by everybody: what is between the bot and the owner (money, for one) is not on it. */
function isReadByOwnerAlone({ origin }: Generation, isPrivate: boolean): boolean {
  return isPrivate || origin.ephemeral || origin.context === 1
}

interface DetailOptions {
  readonly isRead: boolean
  readonly isSeen: boolean
  readonly withPrompt: boolean
  readonly needsCheck: boolean
  readonly way: string | undefined
  readonly variants: StatusOptions['variants']
  readonly notes: readonly string[]
}

/** The grey lines: what was asked, and what is not as it was asked. */
function describeDetails(texts: Texts, generation: Generation, options: DetailOptions): string[] {
  const { isSeen, withPrompt, notes } = options
  const { card } = texts
  const { negativePrompt } = generation.request
  const ignored = findIgnoredAspectRatio(generation)
  const isTold = withPrompt && !isSeen && negativePrompt !== undefined
  const notWanted = isTold ? takeSnippet(negativePrompt) : ''
  return [
    describeSettings(texts, generation, options),
    ...(notWanted === '' ? [] : [card.notWanted(notWanted)]),
    ...(ignored === undefined ? [] : [card.aspectRatioIgnored(ignored)]),
    ...(options.needsCheck ? [card.pressCheck] : []),
    ...notes,
  ]
}

/** The prompt and the grey lines below it, beside the start frame while the video is made of it. */
function renderPrompt(
  { card }: Texts,
  generation: Generation,
  { withPrompt, isPrivate }: StatusOptions,
  details: readonly string[],
): APIComponentInContainer[] {
  // Whoever has to ask once more need not type it again.
  const quote = isPrivate && generation.state === 'failed' ? quoteToCopy : quotePrompt
  const words = withPrompt ? quote(headlineOf(generation.request)) : card.promptHidden
  const text = createText(joinLines([words, ...details]))
  const picture = findPicture(generation)
  if (picture === undefined) return [text]
  return [
    {
      type: ComponentType.Section,
      components: [text],
      accessory: { type: ComponentType.Thumbnail, media: { url: picture }, description: card.startImage },
    },
  ]
}

/**
 * The address of the start frame, from when the picture was checked until the end: Discord deletes the attachment some time, and
 * an old message must not lack a part.
 */
function findPicture(generation: Generation): string | undefined {
  const { frames, request } = generation
  if (frames.start === undefined || isFinal(generation)) return undefined
  const url = frames.start.source?.url ?? request.startImage?.url
  return url !== undefined && fitsAddress(url, longestMediaAddress) ? url : undefined
}

/** Where only a click brings a token that still works, from the first edit on. In the place of a list nothing is edited. */
function needsCheck(generation: Generation, { listOf }: Pick<StatusOptions, 'listOf'>): boolean {
  return !isFinal(generation) && !hasChannelRoute(generation.origin) && listOf === undefined
}

/** What can be done from the message now. */
function renderActions(texts: Texts, generation: Generation, options: StatusViewOptions): APIButtonComponent[] {
  const { buttons } = texts
  const { id } = generation
  const showing = findShowing(generation, options.isPrivate)
  const isWithheld = generation.state === 'succeeded' && (showing === 'withheld' || showing === 'hidden')
  return [
    ...(isWithheld ? [createButton('deliver', id, buttons.showPrivately), createMore(texts.rounds, id)] : []),
    ...(isSucceeded(generation) && !isWithheld ? listCardActions(texts, generation) : []),
    ...(options.variants !== undefined || (options.isElsewhere === true && options.mayAskDirectly !== true)
      ? []
      : renderOtherTries(texts, generation)),
    ...(needsCheck(generation, options) ? [createButton('check', id, buttons.check)] : []),
    ...(options.stop === undefined ? [] : [createButton(options.stop, id, buttons[options.stop])]),
    ...(options.isElsewhere === true ? [renderWayBack(texts, generation)] : []),
  ]
}

/** What may go better than it went. */
function renderOtherTries({ buttons, rounds }: Texts, generation: Generation): APIButtonComponent[] {
  const { id } = generation
  return [
    ...(canRetry(generation) ? [createButton('retry', id, buttons.retry, ButtonStyle.Primary)] : []),
    ...(canChangePrompt(generation)
      ? [createButton('changePrompt', id, buttons.changePrompt, ButtonStyle.Primary)]
      : []),
    ...(canChangeSettings(generation) ? [createButton('changeRefused', id, rounds.change, ButtonStyle.Primary)] : []),
  ]
}

/** In a direct message: where it was asked for, and what can be done there. */
function describePlace({ privateEnd }: Texts, { origin }: Generation, options: StatusViewOptions): string[] {
  if (options.isElsewhere !== true) return []
  const channel = channelMention(origin.channelId)
  return [options.mayAskDirectly === true ? privateEnd.askedIn(channel) : privateEnd.askAgainIn(channel)]
}

function renderWayBack({ privateEnd }: Texts, { origin }: Generation): APIButtonComponent {
  const { guildId, channelId } = origin
  const url = guildId === undefined ? channelLink(channelId) : channelLink(channelId, guildId)
  return createLinkButton(url, privateEnd.openChannel)
}

/** Where it stands in the place of a list. */
function renderWayToList({ historyButtons }: Texts, { listOf }: StatusOptions) {
  if (listOf === undefined) return []
  return createRow([createButton('history', listOf, historyButtons.back, ButtonStyle.Secondary, 'here')])
}

/** One line: whose it is, how sharp and how long, what is not as usual, and the way to the video. */
function describeSettings(
  texts: Texts,
  generation: Generation,
  { isRead, way, withPrompt, variants }: Pick<DetailOptions, 'isRead' | 'way' | 'withPrompt' | 'variants'>,
): string {
  const { request, result, origin } = generation
  const labels = [
    ...(isRead ? [] : [userMention(origin.userId)]),
    texts.shortQualityNames[request.quality],
    ...listSettings(texts, request, result),
    ...(variants === undefined ? [] : [texts.variants.count(variants.length)]),
    ...(withPrompt ? describePreset(request) : []),
    ...(isRead ? describeCost(texts, generation) : []),
    ...(way === undefined ? [] : [way]),
    ...describeReadiness(texts, generation),
  ]
  return `-# ${labels.join(' · ')}`
}

/** From the command to the video, which is what a person waits for. */
function describeReadiness(texts: Texts, { state, createdAt, finishedAt, abandonedAt }: Generation): string[] {
  if (state !== 'succeeded' || finishedAt === undefined || abandonedAt !== undefined) return []
  return [texts.settings.readyIn(formatElapsed(texts, finishedAt - createdAt))]
}

/** By what the server calls what was added to the person's words. */
function describePreset(request: Request): string[] {
  const name = takeName(findOwnWords(request)?.name ?? '')
  return name === '' ? [] : [name]
}
