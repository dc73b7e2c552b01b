import type { fetch as undiciFetch } from 'undici'
import type { Clock } from '../../domain/clock.ts'
import { type Media, PictureRefused, type Pictures } from '../../domain/contracts/media.ts'
import type { FrameRole, PictureProblem } from '../../domain/frame.ts'
import type { Attachment } from '../../domain/request.ts'
import type { Log } from '../../log.ts'
import { convertPicture } from './convertPicture.ts'
import { createGate } from './createGate.ts'
import { fetchPicture } from './fetchPicture.ts'
import { findSizeProblem } from './findSizeProblem.ts'
import { fitPicture } from './fitPicture.ts'
import { type InspectedPicture, inspectPicture } from './inspectPicture.ts'
import { proveReadable } from './proveReadable.ts'
import { readSource } from './readSource.ts'
import { type SniffedFormat, sniffPicture } from './sniffPicture.ts'

export interface PicturesOptions {
  readonly media: Pick<Media, 'put' | 'read' | 'renew'>
  readonly fetch: typeof undiciFetch
  readonly clock: Clock
  readonly log: Log
  /** Where attachments come from: the origin of `DISCORD_CDN_URL`. */
  readonly discordCdnOrigin: string
}

/** A picture may take 20 MiB as a file and 200 MiB as pixels, so only a few are in hand at a time. */
const picturesAtOnce = 4

/** Besides what the contract names, `take` throws MediaFull where the picture cannot be kept. */
export function createPictures({ media, fetch, clock, log, discordCdnOrigin }: PicturesOptions): Pictures {
  const limited = createGate(picturesAtOnce)

  async function take(attached: Attachment, role: FrameRole) {
    function refuse(problem: PictureProblem, cause?: unknown): PictureRefused {
      log.info({ attachmentId: attached.id, role, problem, error: cause }, 'A picture was refused')
      return new PictureRefused(role, problem, { cause })
    }
    const orBroken = <T>(work: Promise<T>): Promise<T> =>
      work.catch((error: unknown) => Promise.reject(refuse({ kind: 'broken' }, error)))

    const bytes = await fetchPicture(attached, { fetch, clock, discordCdnOrigin, refuse })
    const format = sniffPicture(bytes)
    if (format === undefined) throw refuse({ kind: 'notAPicture' })
    const inspected = await orBroken(inspectPicture(bytes, format))
    const problem = findSizeProblem(inspected)
    if (problem !== undefined) throw refuse(problem)
    const { isUnchanged, ...kept } = await orBroken(prepareKept(bytes, format, inspected))
    const hash = await media.put(kept.bytes)
    const source = isUnchanged ? readSource(attached.url) : undefined
    return {
      hash,
      format: kept.format,
      width: kept.width,
      height: kept.height,
      size: kept.bytes.byteLength,
      ...(source !== undefined && { source }),
    }
  }

  return {
    take: (attached, role) => limited(() => take(attached, role)),
    isKept: ({ hash }) => media.renew(hash),
    encode: (frame, limits) =>
      limited(async () => {
        const bytes = await media.read(frame.hash)
        const fits =
          limits.formats.includes(frame.format) &&
          bytes.byteLength <= limits.bytes &&
          frame.width * frame.height <= limits.pixels
        if (fits) return writeDataUri(frame.format, bytes)
        return writeDataUri('jpeg', await fitPicture(bytes, frame, limits))
      }),
  }
}

/** The picture as it will be kept: the very same bytes where that is possible. */
async function prepareKept(bytes: Uint8Array, format: SniffedFormat, inspected: InspectedPicture) {
  const { keepableAs, width, height, hasAlpha } = inspected
  if (keepableAs === undefined) return { ...(await convertPicture(bytes, { format, hasAlpha })), isUnchanged: false }
  await proveReadable(bytes, keepableAs)
  return { bytes, format: keepableAs, width, height, isUnchanged: true }
}

function writeDataUri(format: string, bytes: Uint8Array): string {
  return `data:image/${format};base64,${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')}`
}
