import type { ButtonInteraction, ModalSubmitInteraction } from 'discord.js'
import { z } from 'zod'
import {
  type Draft,
  type DraftPlace,
  keepWanted,
  placeOf,
  refuseMissing,
  type Wanted,
  wantAgain,
} from '../domain/draft.ts'
import type { Generation } from '../domain/generation.ts'
import { findLimits } from '../domain/models.ts'
import { microDollars } from '../domain/money.ts'
import type { ArrivedOrigin } from '../domain/origin.ts'
import { chooseQuote } from '../domain/preferences.ts'
import { type FrameRole, quality } from '../domain/request.ts'
import { UserError } from '../domain/userError.ts'
import { findGeneration } from '../interactions/access.ts'
import { checkPicture, readAttachment } from '../interactions/attachment.ts'
import { createCustomId } from '../interactions/customId.ts'
import type { Actor, Button, FreeServices, MessageResponse, Modal, Services, Update } from '../interactions/handler.ts'
import { readOrigin } from '../interactions/origin.ts'
import { renderDraft } from '../views/draft.ts'
import { draftFields, renderDraftForm } from '../views/draftForm.ts'
import { renderPictureGone } from '../views/resultActions.ts'
import { selectTexts } from '../views/text/texts.ts'
import { readForm } from './draft.ts'

/** On the video's own message, on what shows it elsewhere in the channel, and in private messages. */
const ofOwner = { find: findGeneration, allowed: 'owner', places: ['channel', 'private'] } as const

/** As private as the video itself. What is asked for in private somewhere else stays there. */
export function isPrivateRound({ origin, abandonedAt }: Generation, { isAlone, channelId }: Actor): boolean {
  return origin.ephemeral || abandonedAt !== undefined || (isAlone && channelId !== origin.channelId)
}

/** The pictures that were kept are used again. Where one is kept no more, the person is asked for it, and nothing begins. */
export async function findPictureGone(
  locale: string,
  generation: Generation,
  { rounds }: Pick<Services, 'rounds'>,
): Promise<MessageResponse | undefined> {
  const missing = await rounds.findMissing(generation)
  if (missing.length === 0) return undefined
  return { kind: 'reply', view: renderPictureGone(selectTexts(locale), generation.id), ephemeral: true }
}

/** What one tap may cost: a dearer one is shown with its price first, as after the command. */
async function findQuote(
  { userId, guildId }: ArrivedOrigin,
  { preferences, policy }: Pick<Services, 'preferences' | 'policy'>,
): Promise<Pick<Wanted, 'most'>> {
  const most = chooseQuote(await preferences.choicesFor({ userId, guildId }), policy.quoteAbove)
  return most === undefined ? {} : { most }
}

/** Where the next round is shown: in the thread of its video, where it has one. */
async function findOrigin(
  interaction: ButtonInteraction | ModalSubmitInteraction,
  { generation, actor }: { readonly generation: Generation; readonly actor: Actor },
  { threads }: Pick<Services, 'threads'>,
): Promise<ArrivedOrigin> {
  return threads.direct(readOrigin(interaction, isPrivateRound(generation, actor)), generation.id)
}

/** Again: another video of the same request, with one tap. */
export const again: Button = {
  kind: 'button',
  name: 'again',
  access: ofOwner,
  pays: 'once',
  claim: ({ recordId }, { rounds }) => rounds.claim(recordId, createCustomId('again', recordId)),
  async accept({ recordId, interaction, actor }, services) {
    const generation = await services.rounds.find(recordId)
    const gone = await findPictureGone(interaction.locale, generation, services)
    if (gone !== undefined) return gone
    const origin = await findOrigin(interaction, { generation, actor }, services)
    return services.generations.accept({ ...wantAgain(generation), ...(await findQuote(origin, services)) }, origin)
  },
}

/** Change: opens a form with everything filled in, or the storyboard. Each opened form begins one video. */
export const change: Button = {
  kind: 'button',
  name: 'change',
  access: ofOwner,
  async execute({ recordId, interaction, actor }, { rounds, drafts, policy }) {
    const generation = await rounds.find(recordId)
    if (generation.request.scene.kind === 'shots') return openDraft(interaction, { generation, actor }, { drafts })
    const limits = findLimits(policy.providers.flatMap(({ models }) => models))
    if (limits === undefined) throw new UserError({ code: 'notFound' })
    const missing = await rounds.findMissing(generation)
    const customId = createCustomId('changed', recordId, interaction.id)
    return {
      kind: 'modal',
      modal: renderDraftForm(selectTexts(interaction.locale), customId, generation.request, limits, missing),
    }
  },
}

/** With the pictures that the form asked for, in the order in which they are shown, whatever is wrong with them. */
function replaceMissing(wanted: Wanted, missing: readonly FrameRole[], sent: readonly SentFile[]) {
  let { request, frames = {} } = wanted
  for (const [index, role] of missing.entries()) {
    const picture = readAttachment(sent[index] ?? {}, role)
    request = { ...request, ...(role === 'start' ? { startImage: picture } : { endImage: picture }) }
    const { [role]: gone, ...others } = frames
    frames = others
  }
  return { ...wanted, request, frames }
}

type Fields = ModalSubmitInteraction['fields']

const readFiles = (fields: Fields) =>
  fields.fields.has(draftFields.pictures) ? [...(fields.getUploadedFiles(draftFields.pictures)?.values() ?? [])] : []
type SentFile = ReturnType<typeof readFiles>[number]

/** The form of Change was sent. */
export const changed: Modal = {
  kind: 'modal',
  name: 'changed',
  access: ofOwner,
  argument: z.string(),
  pays: 'once',
  async accept({ recordId, interaction, actor }, services) {
    const { rounds, generations } = services
    const generation = await rounds.find(recordId)
    const origin = await findOrigin(interaction, { generation, actor }, services)
    const wanted = wantAgain(generation, readForm(generation.request, interaction.fields))
    const place = placeOf(origin)
    return keepWanted({ wanted, place }, async () => {
      const missing = await rounds.findMissing(wanted)
      const sent = readFiles(interaction.fields)
      // A forged form leaves them out, and one may have gone while the form was open.
      refuseMissing(missing.slice(sent.length), { wanted, place })
      const complete = replaceMissing(wanted, missing, sent)
      return keepWanted({ wanted: complete, place }, async () => {
        for (const [index, role] of missing.entries()) checkPicture(sent[index] ?? {}, role)
        return generations.accept({ ...complete, ...(await findQuote(origin, services)) }, origin)
      })
    })
  },
}

const upgradeParts = z.tuple([quality, z.coerce.number().pipe(microDollars)])

/** The quality and the price that stand on the button. Throws a UserError for what no button of ours says. */
function readUpgrade(argument: string | undefined) {
  const parsed = upgradeParts.safeParse(argument?.split('.'))
  if (!parsed.success) throw new UserError({ code: 'outdated' })
  const [asked, price] = parsed.data
  return { quality: asked, price }
}

/** In Pro, In 4K: the same at a higher quality, at the price on the button; where it costs more by now, the draft asks. */
export const upgrade: Button = {
  kind: 'button',
  name: 'upgrade',
  access: { ...ofOwner, places: ['private'] },
  argument: z.string(),
  pays: 'once',
  claim: ({ recordId, argument }, { rounds }) =>
    rounds.claim(recordId, createCustomId('upgrade', recordId, readUpgrade(argument).quality)),
  async accept({ recordId, argument, interaction, actor }, services) {
    const { quality: asked, price } = readUpgrade(argument)
    const generation = await services.rounds.find(recordId)
    const gone = await findPictureGone(interaction.locale, generation, services)
    if (gone !== undefined) return gone
    const wanted = wantAgain(generation, { ...generation.request, quality: asked })
    const origin = await findOrigin(interaction, { generation, actor }, services)
    try {
      return await services.generations.accept({ ...wanted, most: price }, origin)
    } catch (error) {
      if (!(error instanceof UserError) || error.reason.code !== 'priceAbove') throw error
      const draft = await services.drafts.save(wanted, placeOf(origin))
      const quote = await services.drafts.quote(draft, origin)
      return { kind: 'update', view: renderDraft(selectTexts(interaction.locale), draft, quote, { before: price }) }
    }
  },
}

/** The request once more, on a card beside the message: for shots, which no single text has, and for what was refused. */
export async function openDraft(
  interaction: ButtonInteraction,
  { generation, actor }: { readonly generation: Generation; readonly actor: Actor },
  services: Pick<FreeServices, 'drafts'>,
): Promise<MessageResponse> {
  const place = placeOf(readOrigin(interaction, isPrivateRound(generation, actor)))
  const { view } = await proposeDraft(interaction.locale, wantAgain(generation), place, services)
  return { kind: 'reply', view, ephemeral: true }
}

/** Keeps what is wanted as a draft, and shows it in place of what was pressed, with what differs. */
export async function proposeDraft(
  locale: string,
  wanted: Wanted,
  place: DraftPlace,
  { drafts, changes = [] }: Pick<FreeServices, 'drafts'> & { readonly changes?: readonly string[] },
): Promise<Update> {
  const draft: Draft = await drafts.save(wanted, place)
  return {
    kind: 'update',
    view: renderDraft(selectTexts(locale), draft, await drafts.quote(draft, place), { changes }),
  }
}
