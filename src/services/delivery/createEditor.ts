import { type Clock, minutes, seconds } from '../../domain/clock.ts'
import type { Media } from '../../domain/contracts/media.ts'
import type { MessageView } from '../../domain/message.ts'
import { withTimeout } from '../../lib/timeout.ts'
import { findPath, type Route } from './chooseRoute.ts'
import { createSlots } from './createSlots.ts'
import { expectMessage } from './expectMessage.ts'
import { listAttachments, loadFiles } from './loadFiles.ts'
import type { RestCalls } from './restCalls.ts'

/** Uploads are held in memory, more than once while they are sent. */
const parallelUploads = 4

/**
 * For one edit, with whatever discord.js waits for: it sleeps out any rate limit, an hour if Discord says so. Without files there
 * is nothing that could take long, and a last state may be waiting behind this edit.
 */
const patience = { withoutFiles: seconds(30), withFiles: minutes(5) }

/** Makes the one request of an edit, and returns the message as Discord answered it. Throws what discord.js throws. */
export type EditMessage = (route: Route, view: MessageView) => Promise<unknown>

export interface EditorDependencies {
  readonly rest: Pick<RestCalls, 'patch'>
  readonly media: Pick<Media, 'read'>
  readonly clock: Clock
}

export function createEditor({ rest, media, clock }: EditorDependencies): EditMessage {
  const inUploadSlot = createSlots(parallelUploads)

  // A 401 on a call with authorization makes discord.js drop the bot's token; an ended interaction token answers 401.
  const needsBotToken = (route: Route) => route.kind === 'channel'

  async function request(route: Route, options: Parameters<RestCalls['patch']>[1], patient: number): Promise<unknown> {
    const edit = (signal: AbortSignal) =>
      rest.patch(findPath(route), { ...options, auth: needsBotToken(route), signal })
    return expectMessage(await withTimeout(edit, { clock, milliseconds: patient }))
  }

  return async (route, view) => {
    // Without a list of attachments, those that the message has stay.
    if (view.files.length === 0) return request(route, { body: view.body }, patience.withoutFiles)
    return inUploadSlot(async () => {
      const files = await loadFiles(media, view.files)
      const body = { ...view.body, attachments: listAttachments(view.files) }
      return request(route, { body, files }, patience.withFiles)
    })
  }
}
