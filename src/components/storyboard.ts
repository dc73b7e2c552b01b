import type { ModalSubmitInteraction } from 'discord.js'
import { z } from 'zod'
import type { Draft } from '../domain/draft.ts'
import { findLimits, listQualities } from '../domain/models.ts'
import { duration, qualities, type Request, type Shot } from '../domain/request.ts'
import { findShotLimits, listShots, moveShot as move, withShots } from '../domain/storyboard.ts'
import { readText } from '../domain/text.ts'
import { UserError } from '../domain/userError.ts'
import { readPicture } from '../interactions/attachment.ts'
import { createCustomId } from '../interactions/customId.ts'
import type { Button, FreeServices, Modal, Select, Update } from '../interactions/handler.ts'
import { addTyped } from '../views/refusal.ts'
import { renderShotForm, renderStoryboardSettings, storyboardFields } from '../views/storyboard.ts'
import { chooseTexts, ofDraftOwner, type Reading, readChoices, readDraft, showDraft } from './draft.ts'

/** The state of the draft that it was drawn from, the shot, and where that goes. */
const place = z.string().regex(/^\d{1,9}\.\d{1,2}(\.\d{1,2})?$/)
const readPlace = (argument = '') => {
  const [revision = 0, index = 0, to = 0] = argument.split('.').map(Number)
  return { revision, index, to }
}

function findLimitsOf({ policy }: Pick<FreeServices, 'policy'>) {
  const limits = findShotLimits(policy.providers)
  if (limits === undefined) throw new UserError({ code: 'outdated' })
  return limits
}

/**
 * Changes the shots that a button or form was drawn from. Where the draft was changed since, nobody's shot is mistaken for another:
 * the card says so, with what was typed to copy.
 */
async function changeShots(
  reading: Reading,
  { id, revision, typed }: { readonly id: string; readonly revision: number; readonly typed?: string },
  services: FreeServices,
  change: (shots: readonly Shot[]) => readonly Shot[],
  picked?: number,
): Promise<Update> {
  let isChanged = false
  const draft = await services.drafts.change(id, (present) => {
    isChanged = present.revision !== revision
    return isChanged ? undefined : withShots(present.request, change(listShots(present.request)))
  })
  if (!isChanged) return showDraft(reading, draft, services, { picked })
  const shown = await showDraft(reading, draft, services, { isChanged })
  return typed === undefined ? shown : { ...shown, view: addTyped(shown.view, [typed]) }
}

/** Only a forged form has no text, or no length. */
function readShot({ fields }: ModalSubmitInteraction, otherwise = 0): Shot {
  const prompt = readText(fields.getTextInputValue(storyboardFields.text))
  if (prompt === undefined) throw new UserError({ code: 'promptEmpty' })
  const [chosen] = fields.fields.has(storyboardFields.seconds)
    ? fields.getStringSelectValues(storyboardFields.seconds)
    : []
  const seconds = z.coerce.number().pipe(duration).safeParse(chosen)
  return { prompt, duration: seconds.data ?? otherwise }
}

export const addShot: Button = {
  kind: 'button',
  name: 'addShot',
  access: ofDraftOwner,
  async execute({ recordId, interaction, actor }, services) {
    const { request } = await readDraft(recordId, services)
    const shots = listShots(request)
    const limits = findLimitsOf(services)
    if (shots.length >= limits.count) {
      throw new UserError({ code: 'tooManyShots', count: shots.length + 1, limit: limits.count })
    }
    const texts = chooseTexts({ interaction, actor })
    const customId = createCustomId('addedShot', recordId)
    return { kind: 'modal', modal: renderShotForm(texts, customId, { shots, limits, index: shots.length }) }
  },
}

/** Behind the others, whatever was changed meanwhile. */
export const addedShot: Modal = {
  kind: 'modal',
  name: 'addedShot',
  access: ofDraftOwner,
  async execute({ recordId, ...reading }, services) {
    const shot = readShot(reading.interaction, findLimitsOf(services).duration.shortest)
    const draft = await services.drafts.change(recordId, ({ request }) =>
      withShots(request, [...listShots(request), shot]),
    )
    return showDraft(reading, draft, services, {})
  },
}

/** Shows what can be done with a shot. */
export const pickShot: Select = {
  kind: 'select',
  name: 'pickShot',
  access: ofDraftOwner,
  argument: z.string().regex(/^\d{1,9}$/),
  async execute({ recordId, argument, ...reading }, services) {
    const draft = await readDraft(recordId, services)
    const picked = Number(reading.interaction.values[0])
    const isThere = draft.revision === Number(argument) && listShots(draft.request)[picked] !== undefined
    return showDraft(reading, draft, services, isThere ? { picked } : { isChanged: true })
  },
}

export const editShot: Button = {
  kind: 'button',
  name: 'editShot',
  access: ofDraftOwner,
  argument: place,
  async execute({ recordId, argument, interaction, actor }, services) {
    const draft = await readDraft(recordId, services)
    const { revision, index } = readPlace(argument)
    const shots = listShots(draft.request)
    if (draft.revision !== revision || shots[index] === undefined) {
      return showDraft({ interaction, actor }, draft, services, { isChanged: true })
    }
    const customId = createCustomId('editedShot', recordId, argument)
    const form = { shots, limits: findLimitsOf(services), index }
    return { kind: 'modal', modal: renderShotForm(chooseTexts({ interaction, actor }), customId, form) }
  },
}

export const editedShot: Modal = {
  kind: 'modal',
  name: 'editedShot',
  access: ofDraftOwner,
  argument: place,
  async execute({ recordId, argument, ...reading }, services) {
    const { revision, index } = readPlace(argument)
    const shot = readShot(reading.interaction, findLimitsOf(services).duration.shortest)
    return changeShots(reading, { id: recordId, revision, typed: shot.prompt }, services, (shots) =>
      shots.map((each, at) => (at === index ? shot : each)),
    )
  },
}

export const moveShot: Button = {
  kind: 'button',
  name: 'moveShot',
  access: ofDraftOwner,
  argument: place,
  async execute({ recordId, argument, ...reading }, services) {
    const { revision, index, to } = readPlace(argument)
    return changeShots(reading, { id: recordId, revision }, services, (shots) => move(shots, index, to), to)
  },
}

export const removeShot: Button = {
  kind: 'button',
  name: 'removeShot',
  access: ofDraftOwner,
  argument: place,
  async execute({ recordId, argument, ...reading }, services) {
    const { revision, index } = readPlace(argument)
    return changeShots(reading, { id: recordId, revision }, services, (shots) => shots.toSpliced(index, 1))
  },
}

export const storyboardSettings: Button = {
  kind: 'button',
  name: 'storyboardSettings',
  access: ofDraftOwner,
  async execute({ recordId, interaction, actor }, services) {
    const { request } = await readDraft(recordId, services)
    const { providers } = services.policy
    const models = providers.flatMap((provider) => provider.models)
    const modal = renderStoryboardSettings(
      chooseTexts({ interaction, actor }),
      createCustomId('changedSettings', recordId),
      request,
      {
        qualities: qualities.filter((each) => models.some(({ quality }) => quality === each)),
        longestNegativePrompt:
          listQualities('negativePrompt', providers).length === 0 ? 0 : (findLimits(models)?.prompt.longest ?? 0),
      },
    )
    return { kind: 'modal', modal }
  },
}

export const changedSettings: Modal = {
  kind: 'modal',
  name: 'changedSettings',
  access: ofDraftOwner,
  async execute({ recordId, ...reading }, services) {
    const { fields } = reading.interaction
    const images = readImages(fields)
    const draft = await services.drafts.change(recordId, ({ request }: Draft) => applySettings(request, fields, images))
    return showDraft(reading, draft, services, {})
  },
}

type Fields = ModalSubmitInteraction['fields']

/** The start image, then the end image. Throws a UserError. */
function readImages(fields: Fields): Pick<Request, 'startImage' | 'endImage'> {
  if (!fields.fields.has(storyboardFields.images)) return {}
  const [start, end] = [...(fields.getUploadedFiles(storyboardFields.images)?.values() ?? [])]
  return {
    ...(start !== undefined && { startImage: readPicture(start, 'start') }),
    ...(end !== undefined && { endImage: readPicture(end, 'end') }),
  }
}

function applySettings(request: Request, fields: Fields, images: ReturnType<typeof readImages>): Request {
  const { negativePrompt, ...rest } = readChoices({ ...request, ...images }, fields)
  const typed = fields.fields.has(storyboardFields.negativePrompt)
    ? readText(fields.getTextInputValue(storyboardFields.negativePrompt))
    : negativePrompt
  return { ...rest, ...(typed !== undefined && { negativePrompt: typed }) }
}
