import { type Model, resolutions } from '../../../domain/models.ts'
import type { Request, Shot } from '../../../domain/request.ts'
import type { FrameImages } from '../defineProvider.ts'

type FrameImage = string | { readonly image: string; readonly frame: 'first' | 'last' }

/** A task without its `taskUUID`, which the submit brings. */
interface RunwareTask {
  readonly taskType: 'videoInference'
  readonly model: string
  readonly deliveryMethod: 'async'
  readonly outputType: 'URL'
  readonly outputFormat: 'MP4'
  readonly includeCost: true
  readonly numberResults: 1
  readonly positivePrompt?: string
  readonly negativePrompt?: string
  readonly width?: number
  readonly height?: number
  readonly inputs?: { readonly frameImages: readonly FrameImage[] }
  readonly duration: number
  readonly providerSettings: {
    readonly klingai: {
      readonly sound: boolean
      readonly shotType?: 'intelligence'
      readonly multiPrompt?: readonly Shot[]
    }
  }
}

/** One frame goes as it is, two are told apart by name. */
function listFrameImages({ start, end }: FrameImages): FrameImage[] {
  if (start === undefined) return []
  if (end === undefined) return [start]
  return [
    { image: start, frame: 'first' },
    { image: end, frame: 'last' },
  ]
}

/** Either frames or a size from a closed list, never both: a video from a picture has the picture's shape. */
function buildShape(
  model: Model,
  request: Request,
  images: FrameImages,
): Pick<RunwareTask, 'width' | 'height' | 'inputs'> {
  if (model.mode === 'imageToVideo') return { inputs: { frameImages: listFrameImages(images) } }
  return resolutions[model.quality].sizes[request.aspectRatio]
}

/**
 * A video task of Kling 3.0, with exactly the fields that the vendor's own examples show: either one prompt, with
 * `shotType`, or several shots, without.
 *
 * @see https://runware.ai/docs/models/klingai-video-3-0-4k
 */
export function buildTask(model: Model, request: Request, images: FrameImages): RunwareTask {
  const { scene, sound } = request
  return {
    taskType: 'videoInference',
    model: model.id,
    deliveryMethod: 'async',
    outputType: 'URL',
    outputFormat: 'MP4',
    includeCost: true,
    numberResults: 1,
    ...(scene.kind === 'prompt' && { positivePrompt: scene.prompt }),
    ...(request.negativePrompt !== undefined && { negativePrompt: request.negativePrompt }),
    ...buildShape(model, request, images),
    duration: request.duration,
    providerSettings: {
      klingai:
        scene.kind === 'prompt'
          ? { sound, shotType: 'intelligence' }
          : { sound, multiPrompt: scene.shots.map(({ prompt, duration }) => ({ prompt, duration })) },
    },
  }
}
