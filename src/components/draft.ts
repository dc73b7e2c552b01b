import type { ModalSubmitInteraction } from 'discord.js'
import { z } from 'zod'
import { applyChange, type Draft, findRequestError, keepFrames, placeOf, refuseMissing } from '../domain/draft.ts'
import { findLimits } from '../domain/models.ts'
import { aspectRatio, duration, quality, type Request } from '../domain/request.ts'
import { readText } from '../domain/text.ts'
import { UserError } from '../domain/userError.ts'
import { findWaysOut } from '../domain/waysOut.ts'
import { findDraft } from '../interactions/access.ts'
import { createCustomId } from '../interactions/customId.ts'
import type {
  Button,
  ComponentInteraction,
  FreeServices,
  Modal,
  Services,
  Update,
  Use,
} from '../interactions/handler.ts'
import { readOrigin } from '../interactions/origin.ts'
import { renderSentence } from '../views/components.ts'
import { type DraftOptions, nameOffer, renderDraft } from '../views/draft.ts'
import { draftFields, renderDraftForm, soundValues } from '../views/draftForm.ts'
import { renderRefusal } from '../views/refusal.ts'
import { chooseLocale, selectTexts } from '../views/text/texts.ts'

/** A press replaces the card: the draft's own, or one that nobody else sees. */
export const ofDraftOwner = { find: findDraft, allowed: 'owner', places: ['ownCard', 'private'] } as const

export async function readDraft(id: string, { drafts }: FreeServices): Promise<Draft> {
  const draft = await drafts.find(id)
  if (draft === undefined) throw new UserError({ code: 'draftGone' })
  return draft
}

export type Reading = Pick<Use<ComponentInteraction>, 'interaction' | 'actor'>

/** In the language of whoever reads the card: its owner alone, or a whole channel where it answers a message there. */
export const chooseTexts = ({ interaction, actor: { isAlone } }: Reading) =>
  selectTexts(chooseLocale(interaction, isAlone))

export async function showDraft(
  reading: Reading,
  draft: Draft,
  { drafts }: Pick<Services, 'drafts'>,
  options: DraftOptions,
): Promise<Update> {
  const { usage, ...quote } = await drafts.quote(draft, readOrigin(reading.interaction, draft.isPrivate))
  // What its owner has left is nobody else's business.
  const read = reading.actor.isAlone && usage !== undefined ? { ...quote, usage } : quote
  return { kind: 'update', view: renderDraft(chooseTexts(reading), draft, read, options) }
}

/**
 * Generate, and every other offer of a draft: begins what the button was drawn from, at the price on it, as private as it was asked
 * for. Where the draft was changed since, or the price rose, the card says so and asks again.
 */
export const generate: Button = {
  kind: 'button',
  name: 'generate',
  access: ofDraftOwner,
  argument: z.string(),
  pays: 'once',
  async accept({ recordId, argument, ...reading }, services) {
    const { generations, drafts, rounds, threads } = services
    const draft = await readDraft(recordId, services)
    const offer = draft.offers.find(({ change }) => nameOffer(draft.revision, change) === argument)
    if (offer === undefined) return showDraft(reading, draft, services, { isChanged: true })
    const { request, frames, retryOf, isPrivate } = draft
    // Days may lie in between: what was somebody else's may be shared no more.
    const mayBegin = retryOf === undefined || (await rounds.mayMakeFrom(retryOf, reading.actor.userId))
    if (!mayBegin) throw new UserError({ code: 'remixTakenBack' })
    const changed = applyChange(request, offer.change)
    const kept = { request: changed, frames: keepFrames(frames, changed) }
    const origin = readOrigin(reading.interaction, isPrivate)
    refuseMissing(await rounds.findMissing(kept), {
      wanted: { ...kept, ...(retryOf !== undefined && { retryOf }) },
      place: placeOf(origin),
    })
    const wanted = { ...kept, ...(retryOf !== undefined && { retryOf }), most: offer.price }
    try {
      const accepted = await generations.accept(wanted, await threads.direct(origin, retryOf))
      if (draft.storyboard === 'open') await drafts.noteBegun(recordId)
      return accepted
    } catch (error) {
      if (!(error instanceof UserError) || error.reason.code !== 'priceAbove') throw error
      return showDraft(reading, await drafts.change(recordId), services, { before: offer.price })
    }
  },
}

/** Edit: opens a form with everything filled in; of a storyboard its card, since one text has neither the shots nor their lengths. */
export const editDraft: Button = {
  kind: 'button',
  name: 'editDraft',
  access: ofDraftOwner,
  async execute({ recordId, interaction, actor }, services) {
    const draft = await readDraft(recordId, services)
    if (draft.request.scene.kind === 'shots') return showDraft({ interaction, actor }, draft, services, {})
    const limits = findLimits(services.policy.providers.flatMap(({ models }) => models))
    if (limits === undefined) throw new UserError({ code: 'draftGone' })
    return {
      kind: 'modal',
      modal: renderDraftForm(
        selectTexts(interaction.locale),
        createCustomId('changeDraft', draft.id),
        draft.request,
        limits,
      ),
    }
  },
}

/** What was sent is the draft from now on; its card shows it with its price, or what stands in the way and what would work. */
export const changeDraft: Modal = {
  kind: 'modal',
  name: 'changeDraft',
  access: ofDraftOwner,
  async execute({ recordId, ...reading }, services) {
    const { drafts, policy } = services
    const present = await readDraft(recordId, services)
    const { request: before } = present
    // A form of before: the shots stay.
    if (before.scene.kind === 'shots') return showDraft(reading, present, services, { isChanged: true })
    const request = readForm(before, reading.interaction.fields)
    const reason = findRequestError(request, policy.providers)
    const ways = reason && findWaysOut(reason, request, policy.providers)
    const draft = await drafts.change(recordId, request, ways?.changes)
    if (reason === undefined || ways === undefined) return showDraft(reading, draft, services, {})
    return {
      kind: 'update',
      view: renderRefusal(chooseTexts(reading), reason, {
        request,
        draft,
        ways,
        isPublic: !reading.actor.isAlone && !reading.actor.isDirect,
      }),
    }
  },
}

/** Not now. */
export const dismissDraft: Button = {
  kind: 'button',
  name: 'dismissDraft',
  access: ofDraftOwner,
  async execute({ recordId, ...reading }, { drafts }) {
    await drafts.dismiss(recordId)
    return { kind: 'update', view: renderSentence(chooseTexts(reading).draft.dismissed) }
  },
}

/** What cannot be read stays as it was: a forged form may hold anything. */
export function readForm(request: Request, fields: ModalSubmitInteraction['fields']): Request {
  const prompt = readText(fields.getTextInputValue(draftFields.prompt))
  if (prompt === undefined) throw new UserError({ code: 'promptEmpty' })
  return { ...readChoices(request, fields), scene: { kind: 'prompt', prompt } }
}

/** What was chosen in the selects of the form. */
export function readChoices(request: Request, fields: ModalSubmitInteraction['fields']): Request {
  const read = <T>(name: string, schema: z.ZodType<T>, otherwise: T): T => {
    const parsed = schema.safeParse(fields.fields.has(name) ? fields.getStringSelectValues(name)[0] : undefined)
    return parsed.success ? parsed.data : otherwise
  }
  const { ignoredAspectRatio, ...rest } = request
  const asked = read(draftFields.aspectRatio, aspectRatio, ignoredAspectRatio ?? request.aspectRatio)
  const isAsked = asked !== request.aspectRatio || ignoredAspectRatio !== undefined
  return {
    ...rest,
    duration: read(draftFields.duration, z.coerce.number().pipe(duration), request.duration),
    quality: read(draftFields.quality, quality, request.quality),
    aspectRatio: asked,
    ...(request.startImage !== undefined && isAsked && { ignoredAspectRatio: asked }),
    sound: read(draftFields.sound, z.enum(soundValues), request.sound ? 'on' : 'off') === 'on',
  }
}
