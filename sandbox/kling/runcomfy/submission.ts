import type { Behaviour } from '../behaviour.ts'
import { decodeDataUri, measurePicture } from '../pictures.ts'
import * as rule from '../rules.ts'
import { isRecord, type Problem, type Rule } from '../rules.ts'
import { computeCost, type Price, prices, type Quality, readShots, type Shot, type Submission } from '../submission.ts'

type Body = Readonly<Record<string, unknown>>

/** @see https://github.com/runcomfy-com/comfyui-runcomfy-partner-nodes: limits of an image data URI */
const dataUriLimits = { bytes: 6 * 1024 * 1024, pixels: 32_000_000 }

const ratios: Readonly<Record<string, number>> = { '16:9': 16 / 9, '9:16': 9 / 16, '1:1': 1 }

/** "The sum of durations in multi_prompt must equal to total video duration": printed on every model page. */
function checkSum(shots: readonly Shot[], duration: number): Problem[] {
  const sum = shots.reduce((total, shot) => total + shot.duration, 0)
  if (shots.length === 0 || sum === duration) return []
  const message = `The sum of durations in multi_prompt (${sum}) must equal the duration (${duration})`
  return [{ kind: 'invalid', path: ['body', 'multi_prompt'], message }]
}

/** Every picture of the body with its place; `video_url` of elements is no picture and is not looked at. */
function listPictures(body: Body): { readonly path: Problem['path']; readonly source: string }[] {
  const elements = Array.isArray(body.elements) ? body.elements.filter(isRecord) : []
  const places: [Problem['path'], unknown][] = [
    [['body', 'start_image_url'], body.start_image_url],
    [['body', 'end_image_url'], body.end_image_url],
    ...elements.flatMap((element, index): [Problem['path'], unknown][] => {
      const references = Array.isArray(element.reference_image_urls) ? element.reference_image_urls : []
      return [
        [['body', 'elements', index, 'frontal_image_url'], element.frontal_image_url],
        ...references.map((each, place): [Problem['path'], unknown] => [
          ['body', 'elements', index, 'reference_image_urls', place],
          each,
        ]),
      ]
    }),
  ]
  return places.flatMap(([path, source]) => (typeof source === 'string' ? [{ path, source }] : []))
}

/** RunComfy stores data URIs as hosted inputs at the submit, so a bad one is refused there and then. */
async function checkDataUri(source: string, path: Problem['path']): Promise<Problem[]> {
  if (!source.startsWith('data:')) return []
  const problem = (message: string): Problem[] => [{ kind: 'invalid', path, message }]
  const decoded = decodeDataUri(source)
  if (decoded === undefined) return problem('Input should be a base64 data URI')
  if (!/^image\/(jpeg|png|bmp|webp)$/.test(decoded.mediaType)) return problem('Image format is not supported')
  if (decoded.bytes.length > dataUriLimits.bytes) return problem('Image should have at most 6 MiB')
  const measured = await measurePicture(decoded.bytes)
  if (measured === undefined) return problem('Image cannot be decoded')
  return measured.width * measured.height > dataUriLimits.pixels
    ? problem('Image should have at most 32 megapixels')
    : []
}

/** What RunComfy understands of a body, or everything that is wrong with it. */
export async function readSubmission(
  id: string,
  model: RuncomfyModel,
  body: unknown,
  behaviour: Behaviour,
): Promise<Submission | readonly Problem[]> {
  const problems = model.check(body, behaviour)
  if (problems.length > 0 || !isRecord(body)) return problems
  const duration = Number(body.duration ?? model.defaultDuration)
  const shots = readShots(body.multi_prompt)
  const pictures = listPictures(body)
  const pictureProblems = await Promise.all(pictures.map(({ path, source }) => checkDataUri(source, path)))
  const later = [...checkSum(shots, duration), ...pictureProblems.flat()]
  if (later.length > 0) return later
  const start = body.start_image_url
  const end = body.end_image_url
  // Sound is on where the switch is left out: `default: true` on every Kling 3.0 page.
  const sound = body[model.soundField] !== false
  const ratio = ratios[String(body.aspect_ratio ?? '16:9')]
  return {
    id,
    model: model.id,
    body,
    prompt: String(body.prompt),
    shots,
    duration,
    sound,
    ...(!model.followsPicture && ratio !== undefined && { aspectRatio: ratio }),
    ...(typeof start === 'string' && { startPicture: start }),
    ...(typeof end === 'string' && { endPicture: end }),
    otherPictures: pictures.filter(({ path }) => path[1] === 'elements').map(({ source }) => source),
    cost: computeCost(model.price, { duration, sound }),
  }
}

interface RuncomfyModel {
  readonly id: string
  readonly soundField: 'sound' | 'generate_audio'
  /** Seconds, where `duration` is left out. */
  readonly defaultDuration: number
  readonly followsPicture: boolean
  readonly price: Price
  check(body: unknown, limits: Pick<Behaviour, 'promptLimit' | 'shotPromptLimit'>): ReturnType<Rule>
}

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

const address = rule.matching(isAddress, 'Input should be a public https URL or a data URI')

/** @see https://www.runcomfy.com/models/kling/kling-3.0/4k/image-to-video/api: `elements` */
const element = rule.record({
  frontal_image_url: address,
  reference_image_urls: rule.list(address, 0, 100),
  video_url: address,
})

/**
 * The `shot_type` enum is `customize` alone but for standard text-to-video, although the description names both.
 * @see https://www.runcomfy.com/models/kling/kling-3.0/4k/text-to-video/api and
 * https://www.runcomfy.com/models/kling/kling-3.0/standard/text-to-video/api
 */
function shotTypes(quality: Quality, isImageToVideo: boolean): Rule {
  return quality === 'standard' && !isImageToVideo ? rule.choice('intelligent', 'customize') : rule.choice('customize')
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
        prompt: rule.text(1, promptLimit),
        negative_prompt: rule.text(0, promptLimit),
        duration: rule.integer(3, 15),
        cfg_scale: rule.number(0, 1),
        // The switch has another name on each kind of page, and the other name is no field at all.
        [soundField]: rule.truth,
        // `maxItems` 20, each 3 to 15 seconds; `duration` of an item has a default of 5.
        multi_prompt: rule.list(
          rule.record({ prompt: rule.text(1, shotPromptLimit), duration: rule.integer(3, 15) }, ['prompt']),
          0,
          20,
        ),
        shot_type: shotTypes(quality, isImageToVideo),
      }
      // `aspect_ratio` stands on the text-to-video pages only; a video from a picture follows the picture.
      if (!isImageToVideo) fields.aspect_ratio = rule.choice('16:9', '9:16', '1:1')
      if (isImageToVideo) {
        fields.start_image_url = address
        fields.elements = rule.list(element, 0, 3)
        // Standard image-to-video has no end frame.
        if (quality !== 'standard') fields.end_image_url = address
      }
      return rule.record(fields, isImageToVideo ? ['prompt', 'start_image_url'] : ['prompt'])(body, ['body'])
    },
  }
}

const qualities: readonly Quality[] = ['standard', 'pro', '4k']

/** The six Kling 3.0 models. @see https://www.runcomfy.com/models/kling/kling-3.0/4k/text-to-video/api and its siblings */
export const runcomfyModels: readonly RuncomfyModel[] = qualities.flatMap((quality) => [
  createModel(quality, 'text-to-video'),
  createModel(quality, 'image-to-video'),
])
