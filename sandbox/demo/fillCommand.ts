import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { ChosenFile, OptionValues } from '../discord/people/optionValue.ts'
import { paperBoatPrompt } from '../web/client/pictures.ts'
import { createSamplePicture } from './createSamplePicture.ts'
import type { Wish } from './readWish.ts'

/** A file of the command line cannot be used; the message is for the person who typed it. */
export class UnusableFile extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UnusableFile'
  }
}

/** Far more than Discord takes: its refusal is part of the demo, a full memory is not. */
const mostBytes = 100_000_000

/** The options of `/kling video` as the person fills them in. Throws UnusableFile. */
export async function fillCommand(wish: Wish): Promise<OptionValues> {
  const isOwn = wish.prompt !== undefined || wish.image !== undefined
  const image = isOwn ? await readChosen('--image', wish.image) : await createSamplePicture()
  return {
    prompt: wish.prompt ?? paperBoatPrompt,
    image,
    end_image: await readChosen('--end-image', wish.endImage),
    quality: wish.quality,
    duration: wish.duration,
    aspect_ratio: wish.aspectRatio,
    sound: wish.sound,
    negative_prompt: wish.negativePrompt,
    guidance: wish.guidance,
  }
}

async function readChosen(option: string, path: string | undefined): Promise<ChosenFile | undefined> {
  if (path === undefined) return undefined
  try {
    const { size } = await stat(path)
    if (size > mostBytes) throw new UnusableFile(`${option}: ${path} is larger than ${mostBytes / 1_000_000} MB`)
    return { name: basename(path), bytes: await readFile(path) }
  } catch (error) {
    if (error instanceof UnusableFile) throw error
    throw new UnusableFile(`${option}: ${path} ${explain(error)}`)
  }
}

function explain(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return 'does not exist'
  if (code === 'EISDIR') return 'is a folder'
  return 'cannot be read'
}
