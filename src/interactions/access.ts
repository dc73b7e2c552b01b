import {
  InteractionContextType,
  type MessageComponentInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
} from 'discord.js'
import { UserError, type UserErrorReason } from '../domain/userError.ts'
import { listRecordIds } from './customId.ts'
import type { Actor, FreeServices, Place, RecordAccess, RecordPlace } from './handler.ts'

/** For components of generations. */
export const findGeneration: RecordAccess['find'] = (recordId, { generations }) => generations.findOrigin(recordId)

/** For components of drafts. */
export const findDraft: RecordAccess['find'] = async (recordId, { drafts }) => {
  const draft = await drafts.find(recordId)
  if (draft === undefined) throw new UserError({ code: 'draftGone' })
  return draft
}

/** For what `/kling-admin` shows. */
export const ofManagers: RecordAccess = {
  async find(recordId, { servers }) {
    const panel = await servers.findPanel(recordId)
    if (panel === undefined) throw new UserError({ code: 'panelGone' })
    return panel
  },
  allowed: 'managers',
  places: ['private'],
}

/** For components of what there is one of for each person: the record's id is theirs, and it stands in no channel. */
export const ofPerson: RecordAccess = {
  find: async (userId) => ({ userId, channelId: '' }),
  allowed: 'owner',
  places: ['private'],
}

type Rules = Pick<RecordAccess, 'allowed' | 'places'>

/** Read from what Discord itself says about the interaction. */
export function readActor(interaction: MessageComponentInteraction | ModalSubmitInteraction): Actor {
  const { user, guildId, channelId, message, memberPermissions, context } = interaction
  return {
    userId: user.id,
    ...(guildId !== null && { guildId }),
    ...(channelId !== null && { channelId }),
    ...(message !== null && { messageId: message.id }),
    recordIds: message === null ? [] : listRecordIds(message.components.map((component) => component.toJSON())),
    isAlone: message === null || message.flags.has(MessageFlags.Ephemeral),
    isDirect: guildId === null && context === InteractionContextType.BotDM,
    mayManageMessages: memberPermissions?.has('ManageMessages') ?? false,
    mayManageServer: memberPermissions?.has('ManageGuild') ?? false,
  }
}

/** Whether the component stands in the message of its record. */
function isInOwnMessage(record: RecordPlace, actor: Actor): boolean {
  return isInOwnChannel(record, actor) && actor.messageId !== undefined && actor.messageId === record.messageId
}

/**
 * Why a component does nothing, or nothing where it acts. A member's client sends the custom id, and may send any id from
 * any message: what Discord itself says about the click has to fit the record.
 */
export function findAccessError(rules: Rules, record: RecordPlace, actor: Actor): UserErrorReason | undefined {
  if (!rules.places.some((place) => fits(place, record, actor))) return { code: 'wrongPlace' }
  const isOwner = actor.userId === record.userId
  if (rules.allowed === 'managers') return isOwner ? findManagerError(record, actor) : { code: 'wrongPlace' }
  if (rules.allowed === 'moderators') return findModeratorError(record, actor)
  // The permission is that of the channel in which the click was made.
  const isModerator = actor.mayManageMessages && isInOwnChannel(record, actor) && actor.guildId !== undefined
  const isAllowed = isOwner || rules.allowed === 'anyone' || (rules.allowed === 'ownerAndModerators' && isModerator)
  return isAllowed ? undefined : { code: 'notYours' }
}

/** What was opened in a server acts in it alone, and only while its owner may manage it. */
function findManagerError({ guildId, isTrusted = false }: RecordPlace, actor: Actor): UserErrorReason | undefined {
  if (guildId === undefined || actor.guildId !== guildId) return { code: 'wrongPlace' }
  return actor.mayManageServer || isTrusted ? undefined : { code: 'notManager' }
}

/** Whoever may manage messages there is one in its own message; in a private one that permission is about another channel. */
function findModeratorError(record: RecordPlace, actor: Actor): UserErrorReason | undefined {
  if (actor.guildId === undefined || actor.guildId !== record.guildId) return { code: 'wrongPlace' }
  const isModerator = actor.mayManageServer || (actor.mayManageMessages && isInOwnMessage(record, actor))
  return isModerator ? undefined : { code: 'notModerator' }
}

/** Looks the record up, and throws a UserError where the component does nothing for this person at this place. */
export async function authorize(
  access: RecordAccess,
  {
    recordId,
    actor,
    services,
    onOwnMessage = async () => {},
  }: {
    readonly recordId: string
    readonly actor: Actor
    readonly services: FreeServices
    /** Called for whoever stands in the message of the record. */
    readonly onOwnMessage?: () => Promise<void>
  },
): Promise<RecordPlace> {
  const record = await access.find(recordId, services)
  if (record === undefined) throw new UserError({ code: 'notFound' })
  if (isInOwnMessage(record, actor)) await onOwnMessage()
  const reason = findAccessError(access, record, actor)
  if (reason !== undefined) throw new UserError(reason)
  return record
}

function fits(place: Place, record: RecordPlace, actor: Actor): boolean {
  switch (place) {
    case 'message':
      return isInOwnMessage(record, actor)
    case 'ownCard':
      return isInOwnChannel(record, actor) && record.id !== undefined && actor.recordIds.includes(record.id)
    case 'channel':
      return isInOwnChannel(record, actor)
    case 'private':
      return actor.isAlone || actor.isDirect
  }
}

function isInOwnChannel(record: RecordPlace, actor: Actor): boolean {
  return actor.channelId === record.channelId && actor.guildId === record.guildId
}
