import { type Clock, seconds } from '../../domain/clock.ts'
import type { Media } from '../../domain/contracts/media.ts'
import type { MessageView } from '../../domain/message.ts'
import { findPath, type Route } from './chooseRoute.ts'
import { createSlots } from './createSlots.ts'
import { expectMessage } from './expectMessage.ts'
import { listAttachments, loadFiles } from './loadFiles.ts'
import type { RestCalls } from './restCalls.ts'

/** Uploads are held in memory, more than once while they are sent. */
const parallelUploads = 4

/** Without files there is nothing that could take long, and a last state may be waiting behind this edit. */
const patience = seconds(30)

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

  async function editWithoutFiles(route: Route, view: MessageView): Promise<unknown> {
    const controller = new AbortController()
    const cancelTimer = clock.after(patience, () => controller.abort())
    try {
      // Without a list of attachments, those that the message has stay.
      const options = { auth: needsBotToken(route), body: view.body, signal: controller.signal }
      return expectMessage(await rest.patch(findPath(route), options))
    } finally {
      cancelTimer()
    }
  }

  return async (route, view) => {
    if (view.files.length === 0) return editWithoutFiles(route, view)
    return inUploadSlot(async () => {
      const files = await loadFiles(media, view.files)
      const body = { ...view.body, attachments: listAttachments(view.files) }
      return expectMessage(await rest.patch(findPath(route), { auth: needsBotToken(route), body, files }))
    })
  }
}
