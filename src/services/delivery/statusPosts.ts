import { RESTJSONErrorCodes, Routes } from 'discord.js'
import { z } from 'zod'
import { type Clock, minutes, seconds } from '../../domain/clock.ts'
import type { Renderer, StatusOptions, StatusPost } from '../../domain/contracts/delivery.ts'
import type { Media } from '../../domain/contracts/media.ts'
import type { Generation } from '../../domain/generation.ts'
import { defaultUploadLimit } from '../../domain/origin.ts'
import { withTimeout } from '../../lib/timeout.ts'
import type { Log } from '../../log.ts'
import { listAttachments, loadFiles } from './editor.ts'
import { findOwnMessage } from './messageSearch.ts'
import { classifyError, describeRestError, expectMessage, type RestCalls } from './rest.ts'

/** Whoever clicked is answered within three seconds, after it stands. */
const patience = seconds(1.5)
/** With a video in it. */
const uploadPatience = minutes(5)

type CopyOptions = Pick<StatusOptions, 'video' | 'withPrompt'>

const posted = z.looseObject({ id: z.string() })

interface StatusPostsDependencies {
  readonly rest: Pick<RestCalls, 'get' | 'post'>
  readonly renderer: Pick<Renderer, 'status'>
  readonly media: Pick<Media, 'read'>
  readonly clock: Pick<Clock, 'after'>
  readonly log: Log
}

/** Messages that answer no command: status messages in the thread of a video, and videos from there in the channel above. */
export function createStatusPosts({ rest, renderer, media, clock, log }: StatusPostsDependencies) {
  /** With a button, by which it is found again. A repeated call is the same message, by its nonce. */
  async function send(generation: Generation, withPrompt: boolean): Promise<StatusPost> {
    const { id, origin } = generation
    const options = { video: 'link', withPrompt, isPrivate: false, stop: 'cancel' } as const
    const body = { ...renderer.status(generation, options).body, nonce: `status-${id}`, enforce_nonce: true }
    try {
      const path = Routes.channelMessages(origin.channelId)
      const task = (signal: AbortSignal) => rest.post(path, { body, signal })
      const message = expectMessage(await withTimeout(task, { clock, milliseconds: patience }))
      return { kind: 'stands', messageId: posted.parse(message).id }
    } catch (error) {
      const facts = { generationId: id, ...describeRestError(error) }
      log.warn(facts, 'The message of a video could not be posted')
      const problem = classifyError(error, 'channel')
      if (problem === 'blockedByAutoMod' && withPrompt) return send(generation, false)
      if (problem === 'temporary' || problem === 'unauthorized') return { kind: 'unknown' }
      return { kind: facts.code === RESTJSONErrorCodes.UnknownChannel ? 'gone' : 'closed' }
    }
  }

  /** Shown once more, without buttons, which act at its own message. Throws what discord.js throws. */
  async function sendCopy(generation: Generation, channelId: string, options: CopyOptions): Promise<StatusPost> {
    const { body, files } = drawCopy(generation, options)
    const uploads = files.length > 0 && { files: await loadFiles(media, files) }
    const attachments = files.length > 0 && { attachments: listAttachments(files) }
    const request = {
      body: { ...body, ...attachments, nonce: `copy-${generation.id}`, enforce_nonce: true },
      ...uploads,
    }
    const task = (signal: AbortSignal) => rest.post(Routes.channelMessages(channelId), { ...request, signal })
    const message = expectMessage(await withTimeout(task, { clock, milliseconds: uploadPatience }))
    return { kind: 'stands', messageId: posted.parse(message).id }
  }

  const drawCopy = (generation: Generation, options: CopyOptions) =>
    renderer.status(generation, { ...options, isPrivate: false, isCopy: true })

  /** One that may stand there already. Throws what discord.js throws. */
  async function findCopy(generation: Generation, channelId: string): Promise<string | undefined> {
    const { applicationId } = generation.origin
    const bodies = (['upload', 'link'] as const).flatMap((video) =>
      [true, false].map((withPrompt) => drawCopy(generation, { video, withPrompt }).body),
    )
    const task = (signal: AbortSignal) => findOwnMessage(rest, { channelId, applicationId, bodies }, signal)
    return withTimeout(task, { clock, milliseconds: patience })
  }

  async function tryCopy(generation: Generation, channelId: string, options: CopyOptions): Promise<StatusPost> {
    try {
      return await sendCopy(generation, channelId, options)
    } catch (error) {
      const facts = { generationId: generation.id, ...describeRestError(error) }
      log.warn(facts, 'A video could not be posted once more')
      const problem = classifyError(error, 'channel')
      if (problem === 'uploadRefused' && options.video === 'upload')
        return tryCopy(generation, channelId, { ...options, video: 'link' })
      if (problem === 'blockedByAutoMod' && options.withPrompt)
        return tryCopy(generation, channelId, { ...options, withPrompt: false })
      if (problem === 'temporary' || problem === 'unauthorized') return { kind: 'unknown' }
      return { kind: facts.code === RESTJSONErrorCodes.UnknownChannel ? 'gone' : 'closed' }
    }
  }

  async function postCopy(generation: Generation, channelId: string, isRepeated: boolean): Promise<StatusPost> {
    const { hash, size = Number.POSITIVE_INFINITY } = generation.result ?? {}
    const video = hash !== undefined && size <= defaultUploadLimit ? 'upload' : 'link'
    try {
      const standing = isRepeated ? await findCopy(generation, channelId) : undefined
      if (standing !== undefined) return { kind: 'stands', messageId: standing }
    } catch (error) {
      log.warn(
        { generationId: generation.id, ...describeRestError(error) },
        'A copy of a video could not be looked for',
      )
      return { kind: 'unknown' }
    }
    return tryCopy(generation, channelId, { video, withPrompt: true })
  }

  return { post: (generation: Generation) => send(generation, true), postCopy, findCopy }
}
