import { accessSync, constants, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import type { SandboxMessage } from '../discord/messages/messageRecord.ts'

export interface SavedVideo {
  readonly path: string
  readonly bytes: Uint8Array
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
  return { path: write(bytes, folder, prompt), bytes }
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

/** Most file systems take 255 bytes; a name is read by people. */
const longestName = 48

/** `the-paper-boat-sets-out.mp4`, made of the words of the prompt; the number tells files of one prompt apart. */
export function nameVideo(prompt: string, number: number): string {
  const words = prompt.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  let name = ''
  for (const word of words) {
    const longer = name === '' ? word : `${name}-${word}`
    if (Buffer.byteLength(longer) > longestName) break
    name = longer
  }
  // A single word may be longer than a name.
  if (name === '') name = 'kling-video'
  return number === 1 ? `${name}.mp4` : `${name}-${number}.mp4`
}

/** A folder that is gone when the process is, however it ends short of being killed outright. */
export function createTemporaryFolder(prefix = 'kling-demo-'): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), prefix))
  // Removed at once and not in turns: when a process ends, nothing waits any more.
  const remove = () => rmSync(path, { recursive: true, force: true, maxRetries: 3 })
  process.once('exit', remove)
  return {
    path,
    remove() {
      process.off('exit', remove)
      remove()
    },
  }
}

/** Why no file can be written into the folder, which need not exist yet; undefined where one can. Makes nothing. */
export function findFolderProblem(folder: string): string | undefined {
  for (let place = resolve(folder); ; place = dirname(place)) {
    const found = look(place)
    if (found === undefined) continue
    if (!found.isDirectory()) return `--output: ${place} is not a folder`
    try {
      accessSync(place, constants.W_OK)
      return undefined
    } catch {
      return `--output: ${place} cannot be written`
    }
  }
}

/** What stands there; nothing where nothing does, also because something on the way is no folder. */
function look(place: string) {
  try {
    return statSync(place)
  } catch {
    return undefined
  }
}
