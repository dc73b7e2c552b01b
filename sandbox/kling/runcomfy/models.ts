import type { Behaviour } from '../behaviour.ts'
import { choice, integer, list, matching, number, type Rule, record, text, truth } from '../rules.ts'

export interface RuncomfyModel {
  readonly id: string
  readonly soundField: 'sound' | 'generate_audio'
  /** Seconds, where `duration` is left out. */
  readonly defaultDuration: number
  readonly followsPicture: boolean
  /** Micro-dollars per second. @see https://www.runcomfy.com/models/kling/kling-3.0 */
  readonly price: { readonly silent: number; readonly withSound: number }
  check(body: unknown, limits: Pick<Behaviour, 'promptLimit' | 'shotPromptLimit'>): ReturnType<Rule>
}

const prices = {
  standard: { silent: 84_000, withSound: 126_000 },
  pro: { silent: 112_000, withSound: 168_000 },
  '4k': { silent: 420_000, withSound: 420_000 },
} as const

type Quality = keyof typeof prices

const loopback = /^(127\.0\.0\.1|localhost|\[::1\])$/

/**
 * A public https address, or a data URI as RunComfy's own nodes send. Plain http is taken from loopback only, where the
 * Discord counterpart of the tests lives. @see https://docs.runcomfy.com/model-apis/quickstart and
 * https://github.com/runcomfy-com/comfyui-runcomfy-partner-nodes
 */
function isAddress(value: string): boolean {
  if (value.startsWith('data:')) return true
  if (!URL.canParse(value)) return false
  const { protocol, hostname } = new URL(value)
  return protocol === 'https:' || (protocol === 'http:' && loopback.test(hostname))
}

const address = matching(isAddress, 'Input should be a public https URL or a data URI')

/** @see https://www.runcomfy.com/models/kling/kling-3.0/4k/image-to-video/api: `elements` */
const element = record({ frontal_image_url: address, reference_image_urls: list(address, 0, 100), video_url: address })

/**
 * The `shot_type` enum is `customize` alone but for standard text-to-video, although the description names both.
 * @see https://www.runcomfy.com/models/kling/kling-3.0/4k/text-to-video/api and
 * https://www.runcomfy.com/models/kling/kling-3.0/standard/text-to-video/api
 */
function shotTypes(quality: Quality, isImageToVideo: boolean): Rule {
  return quality === 'standard' && !isImageToVideo ? choice('intelligent', 'customize') : choice('customize')
}

function createModel(quality: Quality, mode: 'text-to-video' | 'image-to-video'): RuncomfyModel {
  const isImageToVideo = mode === 'image-to-video'
  const soundField = isImageToVideo ? 'generate_audio' : 'sound'
  return {
    id: `kling/kling-3.0/${quality}/${mode}`,
    soundField,
    // @see the `default` of `duration` on the two kinds of pages: 5 for text-to-video, 10 for image-to-video.
    defaultDuration: isImageToVideo ? 10 : 5,
    followsPicture: isImageToVideo,
    price: prices[quality],
    check(body, { promptLimit, shotPromptLimit }) {
      const fields: Record<string, Rule> = {
        prompt: text(1, promptLimit),
        negative_prompt: text(0, promptLimit),
        duration: integer(3, 15),
        cfg_scale: number(0, 1),
        // The switch has another name on each kind of page, and the other name is no field at all.
        [soundField]: truth,
        // `maxItems` 20, each 3 to 15 seconds; `duration` of an item has a default of 5.
        multi_prompt: list(record({ prompt: text(1, shotPromptLimit), duration: integer(3, 15) }, ['prompt']), 0, 20),
        shot_type: shotTypes(quality, isImageToVideo),
      }
      // `aspect_ratio` stands on the text-to-video pages only; a video from a picture follows the picture.
      if (!isImageToVideo) fields.aspect_ratio = choice('16:9', '9:16', '1:1')
      if (isImageToVideo) {
        fields.start_image_url = address
        fields.elements = list(element, 0, 3)
        // Standard image-to-video has no end frame.
        if (quality !== 'standard') fields.end_image_url = address
      }
      return record(fields, isImageToVideo ? ['prompt', 'start_image_url'] : ['prompt'])(body, ['body'])
    },
  }
}

const qualities: readonly Quality[] = ['standard', 'pro', '4k']

/** The six Kling 3.0 models. @see https://www.runcomfy.com/models/kling/kling-3.0/4k/text-to-video/api and its siblings */
export const runcomfyModels: readonly RuncomfyModel[] = qualities.flatMap((quality) => [
  createModel(quality, 'text-to-video'),
  createModel(quality, 'image-to-video'),
])
