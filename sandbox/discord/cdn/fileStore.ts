import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { extname } from 'node:path'
import sharp from 'sharp'
import type { SandboxClock } from '../../clock.ts'
import type { Snowflakes } from '../snowflakes.ts'

/** A file that somebody uploaded to Discord. */
export interface SandboxAttachment {
  readonly id: string
  readonly filename: string
  /** Bytes. */
  readonly size: number
  readonly contentType: string | undefined
  readonly width: number | undefined
  readonly height: number | undefined
  readonly description: string | undefined
  readonly title: string | undefined
  readonly isSpoiler: boolean
  readonly isEphemeral: boolean
  readonly bytes: Buffer
  /** Signed anew at every look, as in everything that Discord sends. */
  readonly url: string
}

export interface NewAttachment {
  readonly filename: string
  readonly bytes: Buffer
  readonly contentType?: string | undefined
  readonly description?: string | undefined
  readonly title?: string | undefined
  readonly isSpoiler?: boolean
  readonly isEphemeral: boolean
  /** The channel, or the application for options of a command. */
  readonly folder: string
}

export interface FileStore {
  add(file: NewAttachment): Promise<SandboxAttachment>
  remove(attachment: SandboxAttachment): void
  /** The file at a path of the CDN. */
  find(path: string): SandboxAttachment | undefined
  /** The address at which Discord serves somebody else's picture or video again. */
  proxy(externalUrl: string): string
  findExternal(path: string): string | undefined
}

/** What lies behind cdn.discordapp.com, in memory. */
export function createFileStore(dependencies: {
  snowflakes: Snowflakes
  signer: UrlSigner
  baseUrl: string
}): FileStore {
  const { snowflakes, signer, baseUrl } = dependencies
  const files = new Map<string, SandboxAttachment>()
  const external = new Map<string, string>()
  return {
    async add(file) {
      const id = snowflakes.next()
      const filename = cleanName(file.filename)
      const contentType = file.contentType ?? contentTypeOf(filename)
      const size = await measureMedia(file.bytes, contentType)
      const path = `/${file.isEphemeral ? 'ephemeral-attachments' : 'attachments'}/${file.folder}/${id}/${filename}`
      const attachment: SandboxAttachment = {
        id,
        filename,
        size: file.bytes.length,
        contentType,
        width: size?.width,
        height: size?.height,
        description: file.description,
        title: file.title,
        isSpoiler: file.isSpoiler ?? false,
        isEphemeral: file.isEphemeral,
        bytes: Buffer.alloc(0),
        get url() {
          return signer.sign(path)
        },
      }
      // Not listed, so that printing a message does not print its videos.
      Object.defineProperty(attachment, 'bytes', { value: file.bytes, enumerable: false })
      files.set(path, attachment)
      return attachment
    },
    remove(attachment) {
      for (const [path, each] of files) if (each === attachment) files.delete(path)
    },
    find: (path) => files.get(path),
    proxy(externalUrl) {
      const { protocol, host, pathname } = new URL(externalUrl)
      const mark = createHash('sha256').update(externalUrl).digest('base64url')
      const path = `/external/${mark}/${protocol.slice(0, -1)}/${host}${pathname}`
      external.set(path, externalUrl)
      return `${baseUrl}${path}`
    },
    findExternal: (path) => external.get(path),
  }
}

/** Discord keeps letters, digits, dot, dash and underscore, and turns spaces into underscores. */
const cleanName = (filename: string): string =>
  filename.replaceAll(/\s+/g, '_').replaceAll(/[^A-Za-z0-9._-]/g, '') || 'unknown'

export interface UrlSigner {
  sign(path: string): string
  /** Whether `ex`, `is` and `hm` belong to the path and have not expired. */
  isValid(path: string, query: URLSearchParams): boolean
}

/** @see https://discord.com/developers/docs/reference#signed-attachment-cdn-urls */
export function createUrlSigner(dependencies: {
  baseUrl: string
  clock: Pick<SandboxClock, 'now'>
  lifetimeMilliseconds: number
}): UrlSigner {
  const { baseUrl, clock, lifetimeMilliseconds } = dependencies
  const secret = randomBytes(32)
  const seal = (path: string, expires: string, issued: string) =>
    createHmac('sha256', secret).update(`${path}\n${expires}\n${issued}`).digest('hex')
  return {
    sign(path) {
      const now = clock.now()
      const issued = Math.floor(now / 1_000).toString(16)
      const expires = Math.floor((now + lifetimeMilliseconds) / 1_000).toString(16)
      return `${baseUrl}${path}?ex=${expires}&is=${issued}&hm=${seal(path, expires, issued)}&`
    },
    isValid(path, query) {
      const expires = query.get('ex') ?? ''
      const expected = Buffer.from(seal(path, expires, query.get('is') ?? ''))
      const given = Buffer.from(query.get('hm') ?? '')
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false
      return Number.parseInt(expires, 16) * 1_000 > clock.now()
    },
  }
}

const contentTypes: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.gif': 'image/gif',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.jfif': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.bmp': 'image/bmp',
  '.mp4': 'video/mp4',
  '.mov': 'video/quicktime',
  '.qt': 'video/quicktime',
  '.webm': 'video/webm',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.wav': 'audio/wav',
  '.txt': 'text/plain; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
}

/** Discord takes the type from the file's name, never from its bytes: a text named .mp4 is a video/mp4. */
const contentTypeOf = (filename: string): string | undefined => contentTypes[extname(filename).toLowerCase()]

export interface MediaSize {
  readonly width: number
  readonly height: number
}

/** Width and height of a picture or an MP4, or nothing where the bytes are neither. */
async function measureMedia(bytes: Buffer, contentType: string | undefined): Promise<MediaSize | undefined> {
  if (contentType?.startsWith('image/') === true) return measurePicture(bytes)
  return contentType === 'video/mp4' ? measureVideo(bytes) : undefined
}

async function measurePicture(bytes: Buffer): Promise<MediaSize | undefined> {
  try {
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata()
    return { width, height }
  } catch {
    return undefined
  }
}

/** Reads the track header, whose last eight bytes are width and height as 16.16 numbers (ISO/IEC 14496-12, 8.3.2). */
function measureVideo(bytes: Buffer): MediaSize | undefined {
  for (let at = bytes.indexOf('tkhd'); at >= 4; at = bytes.indexOf('tkhd', at + 4)) {
    const end = at - 4 + bytes.readUInt32BE(at - 4)
    if (end > bytes.length || end - 8 <= at) continue
    const width = bytes.readUInt32BE(end - 8) >>> 16
    const height = bytes.readUInt32BE(end - 4) >>> 16
    if (width > 0 && height > 0) return { width, height }
  }
  return undefined
}
