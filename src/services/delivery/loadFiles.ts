import type { RawFile } from 'discord.js'
import type { Media } from '../../domain/contracts/media.ts'
import type { MessageFile } from '../../domain/message.ts'

/** A kept file is gone or cannot be read. */
export class FilesUnreadable extends Error {
  constructor(options?: ErrorOptions) {
    super('A kept file could not be read', options)
    this.name = 'FilesUnreadable'
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
