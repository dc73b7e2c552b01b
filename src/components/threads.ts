import { hasPermission, permissionBits } from '../domain/origin.ts'
import { UserError } from '../domain/userError.ts'
import { findGeneration } from '../interactions/access.ts'
import type { Button } from '../interactions/handler.ts'
import { mayStartThread, mayWriteAbove, readOrigin } from '../interactions/origin.ts'
import { selectTexts } from '../views/text/texts.ts'
import { nameThread, renderThreadPost, renderThreadStart } from '../views/threads.ts'

/** Behind More, which its owner has alone. */
const ofViewingOwner = { find: findGeneration, allowed: 'owner', places: ['private'] } as const

const neededPermissions = permissionBits.createPublicThreads | permissionBits.sendMessagesInThreads

/** Make a thread: below the video, where its rounds go on. */
export const startThread: Button = {
  kind: 'button',
  name: 'startThread',
  access: ofViewingOwner,
  acknowledge: 'update',
  async proceed({ recordId, interaction }, { rounds, threads }) {
    const texts = selectTexts(interaction.locale)
    const generation = await rounds.find(recordId)
    const { channelId, messageId } = generation.origin
    // What Discord says of the permissions is about the channel of the click.
    if (messageId === undefined || interaction.channelId !== channelId || !mayStartThread(interaction))
      throw new UserError({ code: 'wrongPlace' })
    const mayStart = hasPermission(readOrigin(interaction, true), neededPermissions)
    // Discord may have one already, whatever is allowed now: only a start would tell.
    const outcome = mayStart ? await threads.start(generation, nameThread(texts, generation)) : 'forbidden'
    return renderThreadStart(texts, outcome, messageId)
  },
}

/** Post: the video in the channel above its thread, once. */
export const postThere: Button = {
  kind: 'button',
  name: 'postThere',
  access: ofViewingOwner,
  acknowledge: 'privateMessage',
  async proceed({ recordId, interaction }, { rounds, threads }) {
    const generation = await rounds.find(recordId)
    if (interaction.channelId !== generation.origin.channelId) throw new UserError({ code: 'wrongPlace' })
    const texts = selectTexts(interaction.locale)
    if (!mayWriteAbove(interaction)) return renderThreadPost(texts, { kind: 'notAllowed' })
    return renderThreadPost(texts, await threads.post(generation, readOrigin(interaction, false)))
  },
}
