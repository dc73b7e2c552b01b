import type { fetch as undiciFetch } from 'undici'
import { type Clock, seconds } from '../../domain/clock.ts'
import { PictureRefused } from '../../domain/contracts/media.ts'
import { type PictureProblem, pictureLimits } from '../../domain/frame.ts'
import type { Attachment } from '../../domain/request.ts'

/** Discord's image proxy among them. */
const discordOrigins = [
  'https://media.discordapp.net',
  'https://images-ext-1.discordapp.net',
  'https://images-ext-2.discordapp.net',
]

const patience = seconds(30)

export interface FetchPictureOptions {
  readonly fetch: typeof undiciFetch
  readonly clock: Clock
  readonly discordCdnOrigin: string
  readonly refuse: (problem: PictureProblem, cause?: unknown) => PictureRefused
}

/** The attached bytes, straight from Discord and at most as many as allowed. Throws what `refuse` makes. */
export async function fetchPicture(attached: Attachment, options: FetchPictureOptions): Promise<Uint8Array> {
  const { fetch, clock, discordCdnOrigin, refuse } = options
  const limit = pictureLimits.bytes
  if (!isAtDiscord(attached.url, discordCdnOrigin)) throw refuse({ kind: 'foreignOrigin' })
  if (attached.size > limit) throw refuse({ kind: 'tooManyBytes', limit })

  const controller = new AbortController()
  const cancelTimeout = clock.after(patience, () => controller.abort())
  try {
    const response = await fetch(attached.url, { redirect: 'manual', signal: controller.signal })
    if (response.status !== 200 || response.body === null) {
      throw refuse({ kind: 'unreachable' }, new Error(`Discord answered ${response.status}`))
    }
    if (Number(response.headers.get('content-length')) > limit) throw refuse({ kind: 'tooManyBytes', limit })
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength
      if (size > limit) throw refuse({ kind: 'tooManyBytes', limit })
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  } catch (error) {
    throw error instanceof PictureRefused ? error : refuse({ kind: 'unreachable' }, error)
  } finally {
    cancelTimeout()
    controller.abort()
  }
}

function isAtDiscord(address: string, discordCdnOrigin: string): boolean {
  if (!URL.canParse(address)) return false
  const { origin, username, password } = new URL(address)
  if (username !== '' || password !== '') return false
  return origin === new URL(discordCdnOrigin).origin || discordOrigins.includes(origin)
}
