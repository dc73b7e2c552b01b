import type { Model } from '../../../domain/models.ts'
import { type AspectRatio, type Request, type Shot, writeWithout } from '../../../domain/request.ts'
import type { FrameImages } from '../defineProvider.ts'

type Content =
  | { readonly type: 'prompt'; readonly text: string }
  | { readonly type: 'first_frame' | 'last_frame'; readonly url: string }

interface CommonFields {
  readonly settings: {
    readonly multi_shot: boolean
    readonly audio: 'native' | 'off'
    readonly resolution: string
    readonly aspect_ratio?: AspectRatio
    readonly duration: number
  }
  /** The submit adds the task's id. */
  readonly options: { readonly watermark_info: { readonly enabled: false } }
}

/** What is sent, but for the id of the task. */
export type KlingBody = CommonFields & ({ readonly prompt: string } | { readonly contents: readonly Content[] })

/** The name in the path and the resolution, of which the catalogue makes one id. */
export function splitModelId({ id }: Pick<Model, 'id'>): { readonly name: string; readonly resolution: string } {
  const [name = id, resolution = ''] = id.split('/')
  return { name, resolution }
}

/** A semicolon ends a shot, and a line break means nothing. */
const toWords = (prompt: string) => prompt.replaceAll(/\s+/g, ' ').replaceAll(/[;；]/g, ',')

/** @see https://kling.ai/document-api: "shot n, m, words; shot n, m, words;" */
function writeShots(shots: readonly Shot[]): string {
  return shots.map(({ prompt, duration }, index) => `shot ${index + 1}, ${duration}, ${toWords(prompt)};`).join(' ')
}

function writePrompt({ scene, negativePrompt }: Request): string {
  const text = scene.kind === 'prompt' ? scene.prompt : writeShots(scene.shots)
  return negativePrompt === undefined ? text : writeWithout(text, negativePrompt)
}

/**
 * The body of a video of Kling 3.0, with exactly the fields of the documents. What has a default is sent all the same: the
 * service makes several shots of a plain prompt, and a silent video, unless it is told.
 *
 * @see https://kling.ai/document-api/api/video/3-0-omni/text-to-video
 * @see https://kling.ai/document-api/api/video/3-0-omni/image-to-video
 */
export function buildBody(model: Model, request: Request, { start, end }: FrameImages): KlingBody {
  const prompt = writePrompt(request)
  const isFromText = model.mode === 'textToVideo'
  const common: CommonFields = {
    settings: {
      multi_shot: request.scene.kind === 'shots' || request.cuts === 'auto',
      audio: request.sound ? 'native' : 'off',
      resolution: splitModelId(model).resolution,
      ...(isFromText && { aspect_ratio: request.aspectRatio }),
      duration: request.duration,
    },
    options: { watermark_info: { enabled: false } },
  }
  if (isFromText) return { prompt, ...common }
  return {
    contents: [
      { type: 'prompt', text: prompt },
      ...(start === undefined ? [] : [{ type: 'first_frame', url: start } as const]),
      ...(end === undefined ? [] : [{ type: 'last_frame', url: end } as const]),
    ],
    ...common,
  }
}

/** What a person wrote in it. */
export function promptsOfBody(body: KlingBody): string[] {
  if ('prompt' in body) return [body.prompt]
  return body.contents.flatMap((content) => (content.type === 'prompt' ? [content.text] : []))
}
