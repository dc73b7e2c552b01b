import type { RawFile } from 'discord.js'
import { z } from 'zod'
import { type Clock, minutes, seconds } from '../../domain/clock.ts'
import type { MessageFile, MessageView } from '../../domain/contracts/delivery.ts'
import type { Media } from '../../domain/contracts/media.ts'
import { createLimiter } from '../../lib/concurrency.ts'
import { withTimeout } from '../../lib/timeout.ts'
import { findPath, type MessageRoute } from './messageRoute.ts'
import { expectMessage, expectNothing, FilesUnreadable, type RestCalls } from './rest.ts'

/** Uploads are held in memory, more than once while they are sent. */
const parallelUploads = 4

/**
 * For one edit, with whatever discord.js waits for: it sleeps out any rate limit, an hour if Discord says so. Without files there
 * is nothing that could take long, and a last state may be waiting behind this edit.
 */
const patience = { withoutFiles: seconds(30), withFiles: minutes(5) }

/** Makes the one request of an edit, and returns the message as Discord answered it. Throws what discord.js throws. */
export type EditMessage = (route: MessageRoute, view: MessageView) => Promise<unknown>

/** Deletes the message. Throws what discord.js throws. */
export type DeleteMessage = (route: MessageRoute) => Promise<void>

interface EditorDependencies {
  readonly rest: Pick<RestCalls, 'patch' | 'delete'>
  readonly media: Pick<Media, 'read'>
  readonly clock: Clock
}

// A 401 on a call with authorization makes discord.js drop the bot's token; an ended interaction token answers 401.
const needsBotToken = (route: MessageRoute) => route.kind === 'channel'

export function createDeleter({ rest, clock }: Pick<EditorDependencies, 'rest' | 'clock'>): DeleteMessage {
  return async (route) => {
    const auth = needsBotToken(route)
    const answer = await withTimeout((signal) => rest.delete(findPath(route), { auth, signal }), {
      clock,
      milliseconds: patience.withoutFiles,
    })
    expectNothing(answer)
  }
}

export function createEditor({ rest, media, clock }: EditorDependencies): EditMessage {
  const limitUploads = createLimiter(parallelUploads)

  async function request(
    route: MessageRoute,
    options: Parameters<RestCalls['patch']>[1],
    milliseconds: number,
  ): Promise<unknown> {
    const auth = needsBotToken(route)
    const answer = await withTimeout((signal) => rest.patch(findPath(route), { ...options, auth, signal }), {
      clock,
      milliseconds,
    })
    return expectMessage(answer)
  }

  return async (route, view) => {
    // Without a list of attachments, those that the message has stay.
    if (view.files.length === 0) return request(route, { body: view.body }, patience.withoutFiles)
    return limitUploads(async () => {
      const files = await loadFiles(media, view.files)
      const body = { ...view.body, attachments: listAttachments(view.files) }
      return request(route, { body, files }, patience.withFiles)
    })
  }
}

/** The bytes for a multipart request; discord.js takes no streams. Throws FilesUnreadable. */
export async function loadFiles(media: Pick<Media, 'read'>, files: readonly MessageFile[]): Promise<RawFile[]> {
  try {
    return await Promise.all(files.map((file) => loadFile(media, file)))
  } catch (error) {
    throw new FilesUnreadable({ cause: error })
  }
}

async function loadFile(media: Pick<Media, 'read'>, { name, hash }: MessageFile): Promise<RawFile> {
  const data = await media.read(hash)
  // discord.js finds out the type of pictures by itself.
  return name.endsWith('.mp4') ? { name, data, contentType: 'video/mp4' } : { name, data }
}

/** The part of the body that names every file: what is not listed here is removed from an edited message. */
export function listAttachments(files: readonly MessageFile[]): Record<string, string>[] {
  return files.map(({ name, description }, index) => ({
    id: String(index),
    filename: name,
    ...(description !== undefined && { description }),
  }))
}

const answer = z.object({
  attachments: z.array(z.object({ filename: z.string().nullish(), url: z.string() })).nullish(),
  components: z.array(z.unknown()).nullish(),
})

const galleryItem = z.object({ url: z.string(), attachment_id: z.string() })

/**
 * Where Discord serves a file that was just uploaded, from the message it answered with. In messages made of components it
 * may stand in the component that shows it instead of the list of attachments.
 */
export function findUploadedUrl(message: unknown, fileName: string): string | undefined {
  const parsed = answer.safeParse(message)
  if (!parsed.success) return undefined
  const attachments = parsed.data.attachments ?? []
  const named = attachments.find(({ filename }) => filename === fileName)
  return named?.url ?? findInComponents(parsed.data.components, fileName)
}

function findInComponents(value: unknown, fileName: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const parsed = galleryItem.safeParse(value)
  if (parsed.success && parsed.data.url.split('?')[0]?.endsWith(`/${fileName}`)) return parsed.data.url
  for (const part of Object.values(value)) {
    const found = findInComponents(part, fileName)
    if (found !== undefined) return found
  }
  return undefined
}
