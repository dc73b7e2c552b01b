import { createHash } from 'node:crypto'
import type { Snowflakes } from '../snowflakes.ts'
import { contentTypeOf } from './contentTypes.ts'
import { measureMedia } from './measureMedia.ts'
import type { UrlSigner } from './signUrls.ts'

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
