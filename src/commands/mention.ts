import { type DraftPlace, priceRequest, RequestRefused, refuseMissing, type Wanted } from '../domain/draft.ts'
import { type Generation, isOpenToOthers } from '../domain/generation.ts'
import { findPlaceError, type Policy } from '../domain/policy.ts'
import { chooseDefaults, findOffer } from '../domain/preferences.ts'
import type { Attachment, Frames, Request } from '../domain/request.ts'
import { applySpoken, isReaction, readSpoken, type Spoken } from '../domain/spokenRequest.ts'
import { isSucceeded } from '../domain/stateMachine.ts'
import { UserError } from '../domain/userError.ts'
import { readPicture } from '../interactions/attachment.ts'
import type { Mention, Services } from '../interactions/handler.ts'
import type { ReceivedMessage, ReferencedMessage } from '../interactions/receivedMessage.ts'
import { describeChanges } from '../views/changes.ts'
import { renderSentence } from '../views/components.ts'
import { renderDraft } from '../views/draft.ts'
import { renderPictureGone } from '../views/resultActions.ts'
import { selectTexts } from '../views/text/texts.ts'

/** What a reply changes: a video, or a card that was not decided on. */
interface Base extends Pick<Wanted, 'request'> {
  readonly userId: string
  readonly retryOf?: string | undefined
  /** The finished video, where it is one. */
  readonly videoId?: string
  readonly frames: Frames
  /** As its owner asked for it: nobody else sees what is made of it, and nobody else makes anything of it. */
  readonly isPrivate: boolean
}

/**
 * A mention of the bot with a sentence, or a reply to one of its videos with what should change: shown as a card with the price.
 * Nothing begins before its owner presses Generate.
 */
export const mention: Mention = {
  kind: 'mention',
  async execute(message, services) {
    const { text, files, repliesTo, locale } = message
    const texts = selectTexts(locale)
    const isReply = typeof repliesTo === 'object'
    if (files.length === 0 && isReaction(text)) {
      const isBare = !isReply && !/[\p{L}\p{N}]/u.test(text)
      return isBare ? renderSentence(texts.mentions.hint) : undefined
    }
    const base = isReply
      ? await findBase(repliesTo, services)
      : repliesTo === 'gone'
        ? 'gone'
        : await findInThread(message, services)
    if (base === 'gone') return renderSentence(texts.mentions.gone)
    const spoken = readSpoken(text)
    const problem = findProblem(spoken, files.length, base !== undefined)
    if (problem !== undefined) return renderSentence(texts.mentions[problem])
    const { userId } = message
    if (base !== undefined && !(await mayChange(base, userId, services))) {
      return renderSentence(texts.mentions.noRemix)
    }
    const { wanted, isPrivate } = await compose(message, spoken, base, services)
    const place = findPlace(message, isPrivate)
    const placeError = findPlaceError(services.policy, place)
    if (placeError !== undefined) throw new UserError(placeError)
    const refusal = await findServerRefusal(message, wanted, services)
    // Why is between the person and those who look after the server, and everybody reads this.
    if (refusal?.code === 'blocked') return renderSentence(texts.mentions.blocked)
    if (refusal !== undefined) throw new RequestRefused(refusal, { wanted, place })
    const missing = await services.rounds.findMissing(wanted)
    if (missing.length > 0 && base?.videoId !== undefined && base.userId === userId) {
      return renderPictureGone(texts, base.videoId)
    }
    refuseMissing(missing, { wanted, place })
    const draft = await services.drafts.save(checkWanted(wanted, place, services.policy), place)
    const forecast = services.generations.forecast(draft.request)
    const changes = base === undefined ? [] : describeChanges(texts, base.request, draft.request)
    // Everybody reads it: what its owner has left is nobody else's business.
    return renderDraft(texts, draft, { forecast }, { changes })
  },
}

/** Why there is nothing to show. */
function findProblem({ isReplacement, ...said }: Spoken, images: number, hasBase: boolean) {
  if (images > 2) return 'tooManyImages'
  if (hasBase) return images === 0 && Object.keys(said).length === 0 ? 'hintForReply' : undefined
  if (said.words !== undefined) return undefined
  return images === 0 ? 'hint' : 'needsWords'
}

/**
 * By the command or click that the message answers, as Discord itself names it; else by what its buttons are about, or as what
 * shows a video once more. Undefined for a message of ours that shows no video.
 */
async function findBase(
  { messageId, channelId, interactionId, recordIds: [recordId] }: ReferencedMessage,
  { generations, drafts, reports }: Services,
): Promise<Base | 'gone' | undefined> {
  const begun = interactionId === undefined ? undefined : await generations.findBegun(interactionId)
  const generation = begun ?? (recordId === undefined ? undefined : await generations.find(recordId))
  if (generation?.origin.channelId === channelId) return createBase(generation)
  const draft = recordId === undefined ? undefined : await drafts.find(recordId)
  if (draft?.channelId === channelId) return draft
  const copy = await reports.findCopy(messageId)
  const copied = copy?.channelId === channelId ? await generations.find(copy.generationId) : undefined
  if (copied !== undefined) return createBase(copied)
  return recordId === undefined && interactionId === undefined ? undefined : 'gone'
}

/**
 * In a thread below a video what answers nothing else changes the person's newest video there, else that one. Undefined where it is
 * not theirs to change: then they ask for another.
 */
async function findInThread(
  { thread, channelId, userId, files }: ReceivedMessage,
  services: Services,
): Promise<Base | undefined> {
  if (thread === undefined || files.length > 0) return undefined
  const newest = await services.generations.findNewestIn(channelId, userId)
  const base = newest === undefined ? await findBase(thread, services) : createBase(newest)
  if (base === undefined || base === 'gone') return undefined
  return (await mayChange(base, userId, services)) ? base : undefined
}

/** Their own, or what is there for others where its owner allows remixes. */
async function mayChange(base: Base, userId: string, { preferences }: Pick<Services, 'preferences'>): Promise<boolean> {
  return base.userId === userId || (!base.isPrivate && (await preferences.allowsRemix(base.userId)))
}

function createBase(generation: Generation): Base {
  const { id, request, frames, origin } = generation
  return {
    request,
    frames,
    retryOf: id,
    userId: origin.userId,
    isPrivate: !isOpenToOthers(generation),
    ...(isSucceeded(generation) && { videoId: id }),
  }
}

async function compose(
  { userId, guildId, files }: ReceivedMessage,
  spoken: Spoken,
  base: Base | undefined,
  { preferences, servers, policy }: Services,
): Promise<{ wanted: Wanted; isPrivate: boolean }> {
  const [first, second] = files
  const startImage = first && readPicture(first, 'start')
  const endImage = second && readPicture(second, 'end')
  if (base !== undefined) {
    const { frames, retryOf, isPrivate } = base
    const wanted = {
      request: change(base.request, spoken, startImage, endImage),
      frames: {
        ...(startImage === undefined && frames.start && { start: frames.start }),
        ...(endImage === undefined && frames.end && { end: frames.end }),
      },
      ...(retryOf !== undefined && { retryOf }),
    }
    return { wanted, isPrivate }
  }
  const choices = await preferences.choicesFor({ userId, guildId })
  const qualities = await servers.qualitiesIn(guildId)
  const { isPrivate, ...defaults } = chooseDefaults(choices, findOffer(policy.providers, qualities))
  const empty: Request = { ...defaults, scene: { kind: 'prompt', prompt: '' } }
  return { wanted: { request: change(empty, { ...spoken, isReplacement: true }, startImage, endImage) }, isPrivate }
}

function change(
  before: Request,
  spoken: Spoken,
  startImage: Attachment | undefined,
  endImage: Attachment | undefined,
): Request {
  const pictures = { ...before, ...(startImage && { startImage }), ...(endImage && { endImage }) }
  const hasImage = pictures.startImage !== undefined
  const request = applySpoken(pictures, spoken, !hasImage)
  const { aspectRatio: said } = spoken
  const isIgnored = hasImage && said !== undefined && said !== 'wider' && said !== 'taller'
  return isIgnored ? { ...request, ignoredAspectRatio: said } : request
}

/** A server whose messages arrive has our bot user. A direct conversation is on the person's own account. */
function findPlace({ userId, guildId, channelId }: ReceivedMessage, isPrivate: boolean): DraftPlace {
  const isServer = guildId !== undefined
  return { userId, ...(isServer && { guildId }), channelId, installation: isServer ? 'guild' : 'user', isPrivate }
}

/** Why the server lets nobody, or not this person, make such a video there. A thread takes after its channel. */
async function findServerRefusal(
  { userId, guildId, channelId, startedBy, roleIds = [] }: ReceivedMessage,
  { request }: Wanted,
  { servers }: Pick<Services, 'servers'>,
) {
  const asking = {
    ...{ userId, channelId, roleIds },
    ...(guildId !== undefined && { guildId }),
    ...(startedBy !== undefined && { parentChannelId: startedBy.channelId }),
  }
  return (await servers.standingOf(asking, request.quality)).refusal
}

/** Throws a UserError where it could not be made. */
function checkWanted(wanted: Wanted, place: DraftPlace, policy: Policy): Wanted {
  try {
    return { ...wanted, request: priceRequest(wanted.request, policy.providers).request }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    throw new RequestRefused(error.reason, { wanted, place }, { cause: error })
  }
}
