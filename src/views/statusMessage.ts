import { type APIButtonComponent, type APIComponentInContainer, ButtonStyle, ComponentType } from 'discord.js'
import type { MessageView, StatusOptions } from '../domain/contracts/delivery.ts'
import type { Generation } from '../domain/generation.ts'
import { hasChannelRoute } from '../domain/origin.ts'
import { type AspectRatio, aspectRatios, joinPrompts } from '../domain/request.ts'
import { canRetry, isFinal } from '../domain/stateMachine.ts'
import { createButton, createContainer, createLinkButton, createRow, createText, createView } from './components.ts'
import { formatElapsed } from './format.ts'
import { quotePrompt, takeSnippet } from './promptText.ts'
import { findShowing, fitsAddress, longestMediaAddress, renderResult } from './resultGallery.ts'
import { describeEnd, describeState } from './statusText.ts'
import type { Texts } from './text/en.ts'

/** The one message of a generation, in any state: how it stands, what was asked, what it costs, what can be done. */
export function renderStatus(
  texts: Texts,
  generation: Generation,
  options: StatusOptions,
  linkLifetime?: number,
): MessageView {
  const state = isFinal(generation)
    ? describeEnd(texts, generation, options.isPrivate)
    : describeState(texts, generation, options)
  const result = renderResult(texts, generation, options, linkLifetime)
  return createView(
    [
      createContainer(state.colour, [
        createText(state.text),
        ...renderPrompt(texts, generation, options.withPrompt),
        createText(describeDetails(texts, generation, options.withPrompt)),
        ...result.gallery,
        ...result.notes,
        ...createRow(renderActions(texts, generation, options, result.link)),
      ]),
    ],
    result.files,
  )
}

function describeDetails(texts: Texts, generation: Generation, withPrompt: boolean): string {
  const { card } = texts
  const { negativePrompt } = generation.request
  const ignored = findIgnoredAspectRatio(generation)
  const notWanted = withPrompt && negativePrompt !== undefined ? takeSnippet(negativePrompt) : ''
  return [
    describeSettings(texts, generation),
    ...(notWanted === '' ? [] : [card.notWanted(notWanted)]),
    ...(ignored === undefined ? [] : [card.aspectRatioIgnored(ignored)]),
    describeCost(texts, generation),
    ...(needsCheck(generation) ? [card.pressCheck] : []),
  ]
    .filter((line) => line !== undefined)
    .join('\n')
}

/** The prompt as typed, beside the start frame where there is one. */
function renderPrompt({ card }: Texts, generation: Generation, withPrompt: boolean): APIComponentInContainer[] {
  const words = withPrompt ? quotePrompt(joinPrompts(generation.request)) : card.promptHidden
  if (words === undefined) return []
  const picture = findPicture(generation)
  if (picture === undefined) return [createText(words)]
  return [
    {
      type: ComponentType.Section,
      components: [createText(words)],
      accessory: { type: ComponentType.Thumbnail, media: { url: picture }, description: card.startImage },
    },
  ]
}

/**
 * The address of the start frame: only once the picture was checked, and only until the end. Discord deletes such
 * attachments after a while, and the last state must not depend on one.
 */
function findPicture(generation: Generation): string | undefined {
  const { frames, request } = generation
  if (frames.start === undefined || isFinal(generation)) return undefined
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
    ...(needsCheck(generation) ? [createButton('check', id, buttons.check)] : []),
    ...(options.stop === undefined ? [] : [createButton(options.stop, id, buttons[options.stop])]),
  ]
}

/** One line: what was asked for, and once the video is there, what it really is. */
function describeSettings({ settings, qualityNames, times, writing }: Texts, generation: Generation): string {
  const { request, result } = generation
  const labels = [
    qualityNames[request.quality],
    ...(result?.width !== undefined && result.height !== undefined
      ? [settings.size({ width: result.width, height: result.height })]
      : []),
    times.seconds(writing.number(roundSeconds(result?.duration ?? request.duration))),
    request.startImage === undefined ? request.aspectRatio : settings.followsImage,
    (result?.hasSound ?? request.sound) ? settings.soundOn : settings.soundOff,
    ...(request.endImage === undefined ? [] : [settings.endImage]),
    ...(request.scene.kind === 'prompt' ? [] : [settings.shots(request.scene.shots.length)]),
    ...(request.elements === undefined ? [] : [settings.elements(request.elements.length)]),
    ...(request.guidance === undefined ? [] : [settings.guidance(writing.number(request.guidance))]),
  ]
  return `-# ${labels.join(' · ')}`
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

/** What it costs, and how sure that is; with the render time once it is made. Nothing where no video came of it. */
function describeCost(texts: Texts, generation: Generation): string | undefined {
  const { settings, writing } = texts
  if (!isFinal(generation)) return `-# ${settings.estimate(writing.money(generation.reserved))}`
  if (generation.state !== 'succeeded') return undefined
  const { submittedAt, finishedAt } = generation
  const labels = [
    describeSettlement(texts, generation),
    ...(submittedAt === undefined || finishedAt === undefined
      ? []
      : [settings.renderTime(formatElapsed(texts, finishedAt - submittedAt))]),
  ]
  return `-# ${labels.join(' · ')}`
}

function describeSettlement({ settings, writing }: Texts, { settlement, reserved }: Generation): string {
  if (settlement === undefined) return settings.estimate(writing.money(reserved))
  switch (settlement.basis) {
    case 'reported':
      return settings.cost(writing.money(settlement.spent))
    case 'estimated':
      return settings.estimatedCost(writing.money(settlement.spent))
    case 'none':
      return settings.noCost
    case 'unknown':
      return settings.unknownCost
  }
}
