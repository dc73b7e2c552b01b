import { type Clock, seconds } from '../../domain/clock.ts'
import { PictureRefused } from '../../domain/contracts/media.ts'
import { type PictureProblem, pictureLimits } from '../../domain/frame.ts'
import type { Attachment } from '../../domain/request.ts'
import type { FileAnswer, OpenFile } from './openFile.ts'
import type { WrittenFile } from './writePart.ts'

/** Discord's image proxy among them. */
const discordOrigins = [
  'https://media.discordapp.net',
  'https://images-ext-1.discordapp.net',
  'https://images-ext-2.discordapp.net',
]

const patience = seconds(30)

export interface FetchPictureOptions {
  readonly openFile: OpenFile
  readonly write: (chunks: AsyncIterable<Uint8Array>) => Promise<WrittenFile>
  readonly clock: Clock
  readonly discordCdnOrigin: string
  readonly refuse: (problem: PictureProblem, cause?: unknown) => PictureRefused
  /** Ends the reading, whose reason is thrown then. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Writes down the attached bytes, straight from Discord and at most as many as allowed. Throws what `refuse` makes and what
 * `write` throws.
 */
export async function fetchPicture(attached: Attachment, options: FetchPictureOptions): Promise<WrittenFile> {
  const { openFile, write, clock, discordCdnOrigin, refuse, signal } = options
  signal?.throwIfAborted()
  const limit = pictureLimits.bytes
  if (!isAtDiscord(attached.url, discordCdnOrigin)) throw refuse({ kind: 'foreignOrigin' })
  if (attached.size > limit) throw refuse({ kind: 'tooManyBytes', limit })

  function fail(error: unknown): never {
    signal?.throwIfAborted()
    throw refuse({ kind: 'unreachable' }, error)
  }

  async function* readBody(body: FileAnswer['body']): AsyncGenerator<Uint8Array> {
    let size = 0
    try {
      for await (const chunk of body) {
        size += chunk.byteLength
        if (size > limit) throw refuse({ kind: 'tooManyBytes', limit })
        yield chunk
      }
    } catch (error) {
      if (error instanceof PictureRefused) throw error
      fail(error)
    }
  }

  const controller = new AbortController()
  const abort = () => controller.abort()
  const cancelTimeout = clock.after(patience, abort)
  signal?.addEventListener('abort', abort, { once: true })
  try {
    const answer = await openFile(attached.url, { accept: 'image/*', signal: controller.signal }).catch(fail)
    if (answer.status !== 200) throw refuse({ kind: 'unreachable' }, new Error(`Discord answered ${answer.status}`))
    if ((answer.length ?? 0) > limit) throw refuse({ kind: 'tooManyBytes', limit })
    return await write(readBody(answer.body))
  } finally {
    cancelTimeout()
    signal?.removeEventListener('abort', abort)
    abort()
  }
}

function isAtDiscord(address: string, discordCdnOrigin: string): boolean {
  if (!URL.canParse(address)) return false
  const { origin, username, password } = new URL(address)
  if (username !== '' || password !== '') return false
  return origin === new URL(discordCdnOrigin).origin || discordOrigins.includes(origin)
}
