import { type Clock, seconds } from '../../domain/clock.ts'
import { PictureRefused } from '../../domain/contracts/media.ts'
import { type PictureProblem, pictureLimits } from '../../domain/frame.ts'
import type { Attachment } from '../../domain/request.ts'
import type { OpenFile } from './openFile.ts'

/** Discord's image proxy among them. */
const discordOrigins = [
  'https://media.discordapp.net',
  'https://images-ext-1.discordapp.net',
  'https://images-ext-2.discordapp.net',
]

const patience = seconds(30)

export interface FetchPictureOptions {
  readonly openFile: OpenFile
  readonly clock: Clock
  readonly discordCdnOrigin: string
  readonly refuse: (problem: PictureProblem, cause?: unknown) => PictureRefused
  /** Ends the reading, whose reason is thrown then. */
  readonly signal?: AbortSignal | undefined
}

/** The attached bytes, straight from Discord and at most as many as allowed. Throws what `refuse` makes. */
export async function fetchPicture(attached: Attachment, options: FetchPictureOptions): Promise<Uint8Array> {
  const { openFile, clock, discordCdnOrigin, refuse, signal } = options
  const limit = pictureLimits.bytes
  if (!isAtDiscord(attached.url, discordCdnOrigin)) throw refuse({ kind: 'foreignOrigin' })
  if (attached.size > limit) throw refuse({ kind: 'tooManyBytes', limit })

  const controller = new AbortController()
  const abort = () => controller.abort()
  const cancelTimeout = clock.after(patience, abort)
  signal?.addEventListener('abort', abort, { once: true })
  try {
    const answer = await openFile(attached.url, { accept: 'image/*', signal: controller.signal })
    if (answer.status !== 200) throw refuse({ kind: 'unreachable' }, new Error(`Discord answered ${answer.status}`))
    if ((answer.length ?? 0) > limit) throw refuse({ kind: 'tooManyBytes', limit })
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of answer.body) {
      size += chunk.byteLength
      if (size > limit) throw refuse({ kind: 'tooManyBytes', limit })
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  } catch (error) {
    signal?.throwIfAborted()
    throw error instanceof PictureRefused ? error : refuse({ kind: 'unreachable' }, error)
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
