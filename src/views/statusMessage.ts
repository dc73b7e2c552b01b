import {
  type APIButtonComponent,
  type APIComponentInContainer,
  ButtonStyle,
  ComponentType,
  userMention,
} from 'discord.js'
import type { MessageView, StatusOptions } from '../domain/contracts/delivery.ts'
import type { Generation } from '../domain/generation.ts'
import { hasChannelRoute } from '../domain/origin.ts'
import { type AspectRatio, aspectRatios, joinPrompts, requestDefaults } from '../domain/request.ts'
import { canChangePrompt, canRetry, isFinal } from '../domain/stateMachine.ts'
import { createButton, createContainer, createLinkButton, createRow, createText, createView } from './components.ts'
import { formatElapsed } from './format.ts'
import { quotePrompt, takeHeadline, takeSnippet } from './promptText.ts'
import { findShowing, fitsAddress, longestMediaAddress, renderResult } from './resultGallery.ts'
import { describeEnd, describeState } from './statusText.ts'
import type { Texts } from './text/en.ts'

/**
 * The one message of a generation, in any state. While it is made: how it stands, and what was asked. Then the video itself, with
 * the prompt as its headline.
 */
export function renderStatus(
  texts: Texts,
  generation: Generation,
  options: StatusOptions,
  linkLifetime?: number,
): MessageView {
  const isRead = isReadByOwnerAlone(generation, options.isPrivate)
  const state = isFinal(generation)
    ? describeEnd(texts, generation, options.isPrivate)
    : describeState(texts, generation, options)
  const result = renderResult(texts, generation, options, linkLifetime)
  const isSeen = result.gallery.length > 0
  return createView(
    [
      createContainer(state.colour, [
        ...result.gallery,
        ...(isSeen && !state.isSaidBesideVideo ? [] : [createText(state.text)]),
        ...renderPrompt(texts, generation, {
          withPrompt: options.withPrompt,
          isHeadline: isSeen,
          details: describeDetails(texts, generation, options.withPrompt, isRead),
        }),
        ...result.notes,
        ...createRow(renderActions(texts, generation, options, result.link)),
      ]),
    ],
    result.files,
  )
}

/** A public card is read by everybody: what is between the bot and the owner (money, for one) is not on it. */
function isReadByOwnerAlone({ origin }: Generation, isPrivate: boolean): boolean {
  return isPrivate || origin.ephemeral || origin.context === 1
}

function describeDetails(texts: Texts, generation: Generation, withPrompt: boolean, isRead: boolean): string {
  const { card } = texts
  const { negativePrompt } = generation.request
  const ignored = findIgnoredAspectRatio(generation)
  const notWanted = withPrompt && negativePrompt !== undefined ? takeSnippet(negativePrompt) : ''
  return [
    describeSettings(texts, generation, isRead),
    ...(notWanted === '' ? [] : [card.notWanted(notWanted)]),
    ...(ignored === undefined ? [] : [card.aspectRatioIgnored(ignored)]),
    ...(needsCheck(generation) ? [card.pressCheck] : []),
  ].join('\n')
}

interface PromptOptions {
  readonly withPrompt: boolean
  readonly isHeadline: boolean
  /** The grey lines below it. */
  readonly details: string
}

/** The prompt and the grey lines below it, beside the start frame where there is one. */
function renderPrompt({ card }: Texts, generation: Generation, options: PromptOptions): APIComponentInContainer[] {
  const { withPrompt, isHeadline, details } = options
  const prompt = joinPrompts(generation.request)
  const words = withPrompt ? (isHeadline ? takeHeadline(prompt) : quotePrompt(prompt)) : card.promptHidden
  const text = createText(words === undefined ? details : `${words}\n${details}`)
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
 * The address of the start frame, once the picture was checked. Where Discord has deleted the attachment by then, an old message
 * lacks it and nothing else.
 */
function findPicture({ frames, request }: Generation): string | undefined {
  if (frames.start === undefined) return undefined
  const url = frames.start.source?.url ?? request.startImage?.url
  return url !== undefined && fitsAddress(url, longestMediaAddress) ? url : undefined
}

/** Where only a click brings a token that still works, from the first edit on. */
function needsCheck(generation: Generation): boolean {
  return !isFinal(generation) && !hasChannelRoute(generation.origin)
}

/** What can be done from the message now. @param link the address of the finished video */
function renderActions(
  { buttons }: Texts,
  generation: Generation,
  options: Pick<StatusOptions, 'isPrivate' | 'stop'>,
  link: string | undefined,
): APIButtonComponent[] {
  const { id } = generation
  const showing = findShowing(generation, options.isPrivate)
  const isWithheld = generation.state === 'succeeded' && (showing === 'withheld' || showing === 'hidden')
  return [
    ...(link === undefined ? [] : [createLinkButton(link, buttons.openVideo)]),
    ...(isWithheld ? [createButton('deliver', id, buttons.showPrivately)] : []),
    ...(canRetry(generation) ? [createButton('retry', id, buttons.retry, ButtonStyle.Primary)] : []),
    ...(canChangePrompt(generation)
      ? [createButton('changePrompt', id, buttons.changePrompt, ButtonStyle.Primary)]
      : []),
    ...(needsCheck(generation) ? [createButton('check', id, buttons.check)] : []),
    ...(options.stop === undefined ? [] : [createButton(options.stop, id, buttons[options.stop])]),
  ]
}

/** One line: whose it is, how sharp and how long, and what is not as usual. */
function describeSettings(texts: Texts, generation: Generation, isRead: boolean): string {
  const { settings, qualityNames, times, writing } = texts
  const { request, result, origin } = generation
  const labels = [
    ...(isRead ? [] : [userMention(origin.userId)]),
    qualityNames[request.quality],
    times.seconds(writing.number(roundSeconds(result?.duration ?? request.duration))),
    ...(request.startImage !== undefined || request.aspectRatio === requestDefaults.aspectRatio
      ? []
      : [request.aspectRatio]),
    ...((result?.hasSound ?? request.sound) ? [] : [settings.soundOff]),
    ...(request.endImage === undefined ? [] : [settings.endImage]),
    ...(request.scene.kind === 'prompt' ? [] : [settings.shots(request.scene.shots.length)]),
    ...(request.elements === undefined ? [] : [settings.elements(request.elements.length)]),
    ...(request.guidance === undefined ? [] : [settings.guidance(writing.number(request.guidance))]),
    ...describeReadiness(texts, generation),
    ...(isRead ? describeCost(texts, generation) : []),
  ]
  return `-# ${labels.join(' · ')}`
}

/** From the command to the video, which is what a person waits for. */
function describeReadiness(texts: Texts, { state, createdAt, finishedAt, abandonedAt }: Generation): string[] {
  if (state !== 'succeeded' || finishedAt === undefined || abandonedAt !== undefined) return []
  return [texts.settings.readyIn(formatElapsed(texts, finishedAt - createdAt))]
}

function roundSeconds(seconds: number): number {
  return Math.round(seconds * 10) / 10
}

/** Videos of encoders are off by a few pixels. */
const ratioTolerance = 0.02

/** The aspect ratio that was asked for and that the start image does not have. */
function findIgnoredAspectRatio({ request, frames }: Generation): AspectRatio | undefined {
  const asked = request.ignoredAspectRatio
  if (asked === undefined || frames.start === undefined) return asked
  const ratio = frames.start.width / frames.start.height
  const same = aspectRatios.find((each) => Math.abs(ratio / divide(each) - 1) <= ratioTolerance)
  return same === asked ? undefined : asked
}

function divide(aspectRatio: AspectRatio): number {
  const [width = 1, height = 1] = aspectRatio.split(':').map(Number)
  return width / height
}

/** What it costs, and how sure that is. Nothing where no video came of it. */
function describeCost({ settings, writing }: Texts, generation: Generation): string[] {
  const { settlement, reserved, state } = generation
  if (isFinal(generation) && state !== 'succeeded') return []
  switch (settlement?.basis) {
    case 'reported':
      return [writing.money(settlement.spent)]
    case 'estimated':
      return [settings.estimate(writing.money(settlement.spent))]
    case 'none':
      return [settings.noCost]
    case 'unknown':
      return [settings.unknownCost]
    case undefined:
      return [settings.estimate(writing.money(reserved))]
  }
}
