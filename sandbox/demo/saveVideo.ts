import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SandboxMessage } from '../discord/messages/messageRecord.ts'
import { nameVideo } from './nameVideo.ts'

export interface SavedVideo {
  readonly path: string
  readonly bytes: Uint8Array
  readonly width: number | undefined
  readonly height: number | undefined
}

/** Fetches the video of a message as Discord's client would, and keeps it. Undefined where the message has none. */
export async function saveVideo(
  message: SandboxMessage,
  folder: string,
  prompt: string,
): Promise<SavedVideo | undefined> {
  const attachment = message.attachments.find(({ contentType }) => contentType === 'video/mp4')
  if (attachment === undefined) return undefined
  const response = await fetch(attachment.url)
  if (!response.ok) throw new Error(`The video's address answered ${response.status}`)
  const bytes = new Uint8Array(await response.arrayBuffer())
  const { width, height } = attachment
  return { path: write(bytes, folder, prompt), bytes, width, height }
}

/** In one go, so that an interruption finds either no file or a whole one. Never writes over anything. */
function write(bytes: Uint8Array, folder: string, prompt: string): string {
  mkdirSync(folder, { recursive: true })
  for (let number = 1; ; number += 1) {
    const path = join(folder, nameVideo(prompt, number))
    try {
      writeFileSync(path, bytes, { flag: 'wx' })
      return path
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
  }
}
