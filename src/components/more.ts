import { z } from 'zod'
import { placeOf, priceRequest, refuseMissing, wantAgain } from '../domain/draft.ts'
import { type Generation, isOpenToOthers } from '../domain/generation.ts'
import { UserError } from '../domain/userError.ts'
import { type Variation, variationNames, variations, vary as varyRequest } from '../domain/variations.ts'
import { findGeneration } from '../interactions/access.ts'
import type { Actor, Button, FreeServices, Select } from '../interactions/handler.ts'
import { mayStartThread, mayWriteAbove, readOrigin } from '../interactions/origin.ts'
import { describeVideo } from '../views/details.ts'
import {
  renderBelowMore,
  renderMore,
  renderRemovalQuestion,
  renderRemoved,
  renderVariations,
  type ViewerRights,
} from '../views/resultActions.ts'
import { selectTexts } from '../views/text/texts.ts'
import { findPictureGone, isPrivateRound, proposeDraft } from './rounds.ts'

const ofEverybody = { find: findGeneration, allowed: 'anyone', places: ['channel', 'private'] } as const
/** What stands below More replaces the message it is pressed in: never one that others see. */
const ofViewer = { ...ofEverybody, places: ['private'] } as const
const ofViewingOwner = { ...ofViewer, allowed: 'owner' } as const
const ofViewingModerators = { ...ofViewer, allowed: 'ownerAndModerators' } as const

/** The finished video, for somebody who sees it. Others see what stands in their channel for everybody. Throws a UserError. */
async function readSeen(recordId: string, actor: Actor, { rounds }: FreeServices): Promise<Generation> {
  const generation = await rounds.find(recordId)
  const { origin } = generation
  if (actor.userId === origin.userId) return generation
  const isThere = actor.channelId === origin.channelId && !origin.ephemeral
  if (!isThere) throw new UserError({ code: 'notYours' })
  return generation
}

async function findRights(
  generation: Generation,
  actor: Actor,
  { preferences }: Pick<FreeServices, 'preferences'>,
): Promise<Omit<ViewerRights, 'mayStartThread' | 'mayPost'>> {
  const { origin, abandonedAt } = generation
  const isOwner = actor.userId === origin.userId
  const isModerator = actor.mayManageMessages && actor.guildId !== undefined && actor.channelId === origin.channelId
  return {
    isOwner,
    mayDelete: isOwner || isModerator,
    mayReport: !isOwner && actor.guildId !== undefined && !origin.ephemeral && abandonedAt === undefined,
    mayRemix: !isOwner && isOpenToOthers(generation) && (await preferences.allowsRemix(origin.userId)),
  }
}

/** More: everything else that whoever presses may do, in private; with an argument, back there. */
export const more: Button = {
  kind: 'button',
  name: 'more',
  access: ofEverybody,
  argument: z.literal('back').optional(),
  async execute({ recordId, argument, interaction, actor }, services) {
    const generation = await readSeen(recordId, actor, services)
    const isInPlace = actor.channelId === generation.origin.channelId && interaction.inCachedGuild()
    const mayThread = isInPlace && isOpenToOthers(generation) && mayStartThread(interaction)
    const found = await findRights(generation, actor, services)
    const mayPost =
      isInPlace && found.isOwner && mayWriteAbove(interaction) && (await services.threads.mayPost(generation))
    const rights = { ...found, mayStartThread: mayThread, mayPost }
    const view = renderMore(selectTexts(interaction.locale), generation, rights, services.policy.providers)
    return argument === undefined || !actor.isAlone
      ? { kind: 'reply', view, ephemeral: true }
      : { kind: 'update', view }
  },
}

/** Details: all that is known of it. */
export const details: Button = {
  kind: 'button',
  name: 'details',
  access: ofViewer,
  async execute({ recordId, interaction, actor }, services) {
    const generation = await readSeen(recordId, actor, services)
    const texts = selectTexts(interaction.locale)
    const { retryOf } = generation
    const parent = retryOf === undefined ? undefined : ((await services.generations.find(retryOf)) ?? 'gone')
    const text = describeVideo(texts, generation, {
      isOwner: actor.userId === generation.origin.userId,
      ...(parent !== undefined && { parent }),
      catalogue: services.policy.providers,
    })
    return { kind: 'update', view: renderBelowMore(texts, recordId, text) }
  },
}

/** Vary: what may be different. */
export const vary: Button = {
  kind: 'button',
  name: 'vary',
  access: ofViewingOwner,
  async execute({ recordId, interaction }, services) {
    const generation = await services.rounds.find(recordId)
    const gone = await findPictureGone(interaction.locale, generation, services)
    return gone ?? { kind: 'update', view: renderVariations(selectTexts(interaction.locale), generation) }
  },
}

const isVariation = (name: string): name is Variation => (variationNames as readonly string[]).includes(name)

/** What was chosen is added to the prompt, and shown before anything begins. */
export const variation: Select = {
  kind: 'select',
  name: 'variation',
  access: ofViewingOwner,
  async execute({ recordId, interaction, actor }, services) {
    const { rounds, drafts, policy } = services
    const generation = await rounds.find(recordId)
    const gone = await findPictureGone(interaction.locale, generation, services)
    if (gone !== undefined) return gone
    const texts = selectTexts(interaction.locale)
    const chosen = interaction.values.filter(isVariation)
    if (chosen.length === 0) throw new UserError({ code: 'outdated' })
    const { request } = priceRequest(varyRequest(generation.request, chosen), policy.providers)
    const place = placeOf(readOrigin(interaction, isPrivateRound(generation, actor)))
    const changes = chosen.map((name) => texts.rounds.varied(variations[name]))
    return proposeDraft(interaction.locale, wantAgain(generation, request), place, { drafts, changes })
  },
}

/** Remix: somebody else's request as one's own draft, where its owner allows it. */
export const remix: Button = {
  kind: 'button',
  name: 'remix',
  access: ofViewer,
  async execute({ recordId, interaction, actor }, services) {
    const generation = await readSeen(recordId, actor, services)
    const { mayRemix } = await findRights(generation, actor, services)
    if (!mayRemix) throw new UserError({ code: 'remixNotAllowed' })
    const wanted = wantAgain(generation)
    const place = placeOf(readOrigin(interaction, false))
    refuseMissing(await services.rounds.findMissing(wanted), { wanted, place })
    return proposeDraft(interaction.locale, wanted, place, services)
  },
}

/** Delete: asks once. */
export const remove: Button = {
  kind: 'button',
  name: 'remove',
  access: ofViewingModerators,
  async execute({ recordId, interaction }, { rounds }) {
    const together = await rounds.findTogether(recordId)
    return {
      kind: 'update',
      view: renderRemovalQuestion(selectTexts(interaction.locale), recordId, together.length),
    }
  },
}

/** Delete it. */
export const removeNow: Button = {
  kind: 'button',
  name: 'removeNow',
  access: ofViewingModerators,
  async execute({ recordId, interaction, actor }, { rounds }) {
    const outcome = await rounds.remove(recordId, actor.userId)
    return { kind: 'update', view: renderRemoved(selectTexts(interaction.locale), outcome) }
  },
}
