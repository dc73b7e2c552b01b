import type { Model } from '../../../domain/models.ts'
import { type AspectRatio, type Element, joinPrompts, type Request } from '../../../domain/request.ts'
import { takeCodePoints } from '../../../domain/text.ts'
import type { FrameImages } from '../defineProvider.ts'

interface CommonFields {
  readonly prompt: string
  readonly negative_prompt?: string
  readonly duration: number
  readonly cfg_scale?: number
  readonly multi_prompt?: readonly { readonly prompt: string; readonly duration: number }[]
  readonly shot_type?: 'customize'
}

interface TextToVideoBody extends CommonFields {
  readonly aspect_ratio: AspectRatio
  readonly sound: boolean
}

interface ImageToVideoBody extends CommonFields {
  readonly start_image_url?: string
  readonly end_image_url?: string
  readonly generate_audio: boolean
  readonly elements?: readonly {
    readonly frontal_image_url: string
    readonly reference_image_urls?: readonly string[]
    readonly video_url?: string
  }[]
}

type RuncomfyBody = TextToVideoBody | ImageToVideoBody

function buildCommonFields(model: Model, request: Request): CommonFields {
  const { scene } = request
  return {
    // Required beside `multi_prompt`, too: the shots one after the other, no longer than a prompt may be.
    prompt: scene.kind === 'prompt' ? scene.prompt : takeCodePoints(joinPrompts(request), model.prompt.longest),
    // The service's own default is 5 for text-to-video and 10 for image-to-video, and each second costs.
    duration: request.duration,
    ...(request.negativePrompt !== undefined && { negative_prompt: request.negativePrompt }),
    ...(request.guidance !== undefined && { cfg_scale: request.guidance }),
    ...(scene.kind === 'shots' && {
      multi_prompt: scene.shots.map(({ prompt, duration }) => ({ prompt, duration })),
      // The only word that the enums of all six models have; without shots it means nothing.
      shot_type: 'customize',
    }),
  }
}

function buildElement(element: Element): NonNullable<ImageToVideoBody['elements']>[number] {
  return {
    frontal_image_url: element.frontalImageUrl,
    ...(element.referenceImageUrls.length > 0 && { reference_image_urls: element.referenceImageUrls }),
    ...(element.videoUrl !== undefined && { video_url: element.videoUrl }),
  }
}

/**
 * The input of one of the six Kling 3.0 models, with exactly the fields its schema has. The sound switch goes by two
 * names, and a video from a picture takes its aspect ratio from the picture.
 *
 * @see https://www.runcomfy.com/models/kling/kling-3.0/4k/text-to-video
 * @see https://www.runcomfy.com/models/kling/kling-3.0/4k/image-to-video
 */
export function buildBody(model: Model, request: Request, images: FrameImages): RuncomfyBody {
  const common = buildCommonFields(model, request)
  if (model.mode === 'textToVideo') return { ...common, aspect_ratio: request.aspectRatio, sound: request.sound }
  return {
    ...common,
    ...(images.start !== undefined && { start_image_url: images.start }),
    ...(images.end !== undefined && model.supports.endFrame && { end_image_url: images.end }),
    generate_audio: request.sound,
    ...(request.elements !== undefined && { elements: request.elements.map(buildElement) }),
  }
}
