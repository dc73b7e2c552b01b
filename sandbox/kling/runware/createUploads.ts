import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { decodeBase64, decodeDataUri, type Fetch, loadPicture, pictureLimits } from '../pictures.ts'
import { isRecord } from '../rules.ts'
import { type TaskError, taskNotFound } from './errors.ts'

type Task = Readonly<Record<string, unknown>>
export type UploadOutcome = { readonly item: Record<string, unknown> } | { readonly error: TaskError }

export interface Uploads {
  /** `imageUpload` or `mediaStorage`. */
  handle(task: Task): Promise<UploadOutcome>
  find(uuid: string): Uint8Array | undefined
}

/** Of what is stored, in pixels. @see https://runware.ai/docs/platform/image-upload */
const longestSide = 2_048

const invalid = (parameter: string, message: string): UploadOutcome => ({
  error: {
    code: `invalid${parameter.charAt(0).toUpperCase()}${parameter.slice(1)}`,
    message: `Invalid value for '${parameter}' parameter. ${message}`,
    parameter,
  },
})

export function createUploads(options: {
  readonly fetch: Fetch
  readonly signal: AbortSignal
  readonly fileUrl: (uuid: string) => string
}): Uploads {
  const stored = new Map<string, Uint8Array>()

  async function store(source: unknown, parameter: string): Promise<string | UploadOutcome> {
    const isReadable =
      typeof source === 'string' &&
      (URL.canParse(source) || decodeBase64(source) !== undefined) &&
      (!source.startsWith('data:') || decodeDataUri(source) !== undefined)
    if (!isReadable) return invalid(parameter, 'It must be a public URL, a data URI or base64.')
    try {
      const picture = await loadPicture(source, pictureLimits.runware, options)
      const isLarge = Math.max(picture.width, picture.height) > longestSide && picture.format !== 'bmp'
      const bytes = isLarge
        ? await sharp(picture.bytes).resize(longestSide, longestSide, { fit: 'inside' }).toBuffer()
        : picture.bytes
      const uuid = randomUUID()
      stored.set(uuid, bytes)
      return uuid
    } catch (error) {
      return invalid(parameter, error instanceof Error ? error.message : String(error))
    }
  }

  /** @see https://runware.ai/docs/platform/media-storage */
  async function handleMediaStorage(task: Task): Promise<UploadOutcome> {
    const common = { taskType: task.taskType, taskUUID: task.taskUUID, operation: task.operation }
    if (task.operation === 'upload') {
      const uuid = await store(task.media, 'media')
      if (typeof uuid !== 'string') return uuid
      return { item: { ...common, mediaUUID: uuid, mediaURL: options.fileUrl(uuid) } }
    }
    if (task.operation !== 'delete') return invalid('operation', "Supported values are: 'upload', 'delete'.")
    if (!stored.delete(String(task.mediaUUID))) return { error: { ...taskNotFound, parameter: 'mediaUUID' } }
    return { item: { ...common, mediaUUID: task.mediaUUID } }
  }

  return {
    async handle(task) {
      if (!isRecord(task)) return invalid('taskType', 'Not a task.')
      if (task.taskType === 'mediaStorage') return handleMediaStorage(task)
      const uuid = await store(task.image, 'image')
      if (typeof uuid !== 'string') return uuid
      const { taskType, taskUUID } = task
      return { item: { taskType, taskUUID, imageUUID: uuid, imageURL: options.fileUrl(uuid) } }
    },
    find: (uuid) => stored.get(uuid),
  }
}
