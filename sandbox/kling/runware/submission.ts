import type { Behaviour } from '../behaviour.ts'
import { decodeBase64, decodeDataUri } from '../pictures.ts'
import * as rule from '../rules.ts'
import { isRecord, type Problem, type Rule } from '../rules.ts'
import {
  computeCost,
  type PictureSource,
  type Price,
  prices,
  readShots,
  type Shot,
  type Submission,
} from '../submission.ts'
import type { TaskError } from './errors.ts'

type Task = Readonly<Record<string, unknown>>

export const uuidV4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i
const documentation = 'https://runware.ai/docs/models/klingai-video-3-0-4k'
const isUrl = (value: string): boolean => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)

/** An uploaded picture's UUID, a public URL, a data URI or base64. @see https://runware.ai/docs/platform/image-upload */
function isPictureReference(value: string): boolean {
  return uuidV4.test(value) || isUrl(value) || (decodeDataUri(value) ?? decodeBase64(value)) !== undefined
}

const picture = rule.matching(isPictureReference, 'a UUID v4 of an uploaded image, a public URL, a data URI or base64')

/** Plain strings, or objects with `frame`: both are on the model page. 0 and -1 stand for `first` and `last`. */
const frameImage: Rule = (value, path) =>
  typeof value === 'string'
    ? picture(value, path)
    : rule.record({ image: picture, frame: rule.choice('first', 'last', 0, -1) }, ['image', 'frame'])(value, path)

/**
 * `shotType` is `intelligence` here, not RunComfy's `intelligent`. `inputs.elements` is left out on purpose: no page
 * prints its shape. @see https://runware.ai/docs/models/klingai-video-3-0-4k
 */
function createRules({ promptLimit, shotPromptLimit }: Behaviour): Record<string, Rule> {
  return {
    taskType: rule.choice('videoInference'),
    taskUUID: rule.text(1, 100),
    model: rule.text(1, 200),
    positivePrompt: rule.text(2, promptLimit),
    negativePrompt: rule.text(2, promptLimit),
    width: rule.integer(1, 10_000),
    height: rule.integer(1, 10_000),
    duration: rule.integer(3, 15),
    inputs: rule.record({ frameImages: rule.list(frameImage, 1, 2) }),
    providerSettings: rule.record({
      klingai: rule.record({
        sound: rule.truth,
        shotType: rule.choice('intelligence', 'customize'),
        multiPrompt: rule.list(
          rule.record({ prompt: rule.text(1, shotPromptLimit), duration: rule.integer(1, 15) }, ['prompt', 'duration']),
          1,
          6,
        ),
      }),
    }),
    includeCost: rule.truth,
    // Video is delivered asynchronously only. @see https://github.com/Runware/runware-typescript (task-map.ts)
    deliveryMethod: rule.choice('async'),
    // The sandbox plays one MP4 per task; the real service also knows more results, WEBM and MOV.
    numberResults: rule.integer(1, 1),
    outputType: rule.choice('URL'),
    outputFormat: rule.choice('MP4'),
    outputQuality: rule.integer(20, 99),
    ttl: rule.number(60, Number.MAX_SAFE_INTEGER),
  }
}

const capitalized = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)

/** Seen live: "Unsupported use of 'x' parameter. … Allowed values are: 'includeCost', 'taskUUID', …" */
function toTaskError(problem: Problem, allowed: readonly string[]): TaskError {
  const parameter = problem.path.filter((part) => typeof part === 'string').join('.')
  const name = capitalized(String(problem.path.findLast((part) => typeof part === 'string') ?? ''))
  const common = { parameter, documentation }
  if (problem.kind === 'unknown') {
    const message =
      `Unsupported use of '${parameter}' parameter. This parameter is not supported for the selected model. ` +
      `Allowed values are: ${allowed.map((each) => `'${each}'`).join(', ')}.`
    return { code: 'unsupportedParameter', message, ...common }
  }
  if (problem.kind === 'missing') {
    return { code: `missing${name}`, message: `Missing '${parameter}' parameter.`, ...common }
  }
  const message = `Invalid value for '${parameter}' parameter. ${problem.message}`
  return { code: name === 'Duration' ? 'unsupportedDuration' : `invalid${name}`, message, ...common }
}

/** The rules between fields. @see https://runware.ai/docs/models/klingai-video-3-0-4k and the Omni pages for the prompt */
function checkTogether(task: Task, model: RunwareModel, parts: Parts): TaskError | undefined {
  const { width, height } = task
  const hasSize = width !== undefined || height !== undefined
  if (task.positivePrompt === undefined && parts.shots.length === 0) {
    return {
      code: 'missingPositivePrompt',
      message: "Missing 'positivePrompt' parameter.",
      parameter: 'positivePrompt',
    }
  }
  if (task.positivePrompt !== undefined && parts.shots.length > 0) {
    const message = "Provide exactly one of 'positivePrompt', 'providerSettings.klingai.multiPrompt'."
    return {
      code: 'incompatibleParameters',
      message,
      parameter: ['positivePrompt', 'providerSettings.klingai.multiPrompt'],
    }
  }
  if (parts.frames.length > 0 && hasSize) {
    const message = "Provide exactly one of 'inputs.frameImages' or 'width'/'height'."
    return { code: 'incompatibleParameters', message, parameter: ['inputs.frameImages', 'width', 'height'] }
  }
  if (parts.frames.length === 0 && (width === undefined || height === undefined)) {
    return {
      code: 'missingDimensionParameters',
      message: 'Missing dimension parameters. Either width and height, or frameImages must be provided.',
      parameter: ['width', 'height', 'frameImages'],
      type: 'integer|array',
    }
  }
  if (hasSize && !model.sizes.some((each) => each.width === width && each.height === height)) {
    const sizes = model.sizes.map((each) => `'${each.width}x${each.height}'`).join(', ')
    // Word for word as seen live.
    const message =
      'Unsupported use of width/height parameters. The specified dimensions are not supported for the ' +
      `${model.name} model. Supported values are: ${sizes}.`
    return { code: 'unsupportedDimensions', message, parameter: ['width', 'height'] }
  }
  if (task.duration === undefined) {
    // A default is not proven for these models, and it would decide the price.
    return { code: 'missingDuration', message: "Missing 'duration' parameter.", parameter: 'duration' }
  }
  const sum = parts.shots.reduce((total, shot) => total + shot.duration, 0)
  if (parts.shots.length > 0 && sum !== task.duration) {
    const message = `The durations of multiPrompt (${sum}) must sum to 'duration' (${task.duration}).`
    return { code: 'invalidMultiPrompt', message, parameter: 'providerSettings.klingai.multiPrompt' }
  }
  return checkFrames(task, parts)
}

/** One frame as a string or with `first`; two frames with `first` and `last`. Seen live: a lone `last` is refused. */
function checkFrames(task: Task, { frames }: Parts): TaskError | undefined {
  const places = frames.map((frame) => frame.place)
  if (frames.length === 0 || (frames.length === 1 && places[0] !== 'last')) return undefined
  const items = isRecord(task.inputs) && Array.isArray(task.inputs.frameImages) ? task.inputs.frameImages : []
  if (items.every(isRecord) && places.includes('first') && places.includes('last')) return undefined
  const message = "Invalid value for 'inputs.frameImages' parameter. A last frame needs a first one beside it."
  return { code: 'invalidFrameImages', message, parameter: 'inputs.frameImages' }
}

interface Parts {
  readonly settings: Task
  readonly shots: readonly Shot[]
  readonly frames: readonly { readonly place: 'first' | 'last'; readonly image: string }[]
}

function readParts(task: Task): Parts {
  const vendors = isRecord(task.providerSettings) ? task.providerSettings : {}
  const settings = isRecord(vendors.klingai) ? vendors.klingai : {}
  const inputs = isRecord(task.inputs) ? task.inputs : {}
  const frames: unknown[] = Array.isArray(inputs.frameImages) ? inputs.frameImages : []
  return {
    settings,
    shots: readShots(settings.multiPrompt),
    frames: frames.map((frame) => {
      if (!isRecord(frame)) return { place: 'first', image: String(frame) }
      return { place: frame.frame === 'last' || frame.frame === -1 ? 'last' : 'first', image: String(frame.image) }
    }),
  }
}

/** What Runware understands of a `videoInference` task, or the first thing that is wrong with it. */
export function readSubmission(
  task: Task,
  behaviour: Behaviour,
  findUpload: (uuid: string) => PictureSource | undefined,
): { readonly submission: Submission } | { readonly error: TaskError } {
  const model = runwareModels.find((each) => each.id === task.model)
  if (typeof task.taskUUID !== 'string' || !uuidV4.test(task.taskUUID)) {
    const message = "Invalid value for 'taskUUID' parameter. It must be a UUID v4."
    return { error: { code: 'invalidTaskUUID', message, parameter: 'taskUUID' } }
  }
  if (model === undefined) {
    const message = `Invalid value for 'model' parameter. No model ${String(task.model)}.`
    return { error: { code: 'unknownModel', message, parameter: 'model' } }
  }
  const rules = createRules(behaviour)
  const allowed = Object.keys(rules).flatMap((name) => (name === 'inputs' ? ['inputs.frameImages'] : [name]))
  const [problem] = rule.record(rules)(task, [])
  if (problem !== undefined) return { error: toTaskError(problem, allowed) }
  const parts = readParts(task)
  const error = checkTogether(task, model, parts)
  if (error !== undefined) return { error }

  const pictures = new Map<'first' | 'last', PictureSource>()
  for (const { place, image } of parts.frames) {
    const source = uuidV4.test(image) ? findUpload(image) : image
    if (source === undefined) {
      const message = `Invalid value for 'inputs.frameImages' parameter. No image ${image}.`
      return { error: { code: 'invalidFrameImages', message, parameter: 'inputs.frameImages' } }
    }
    pictures.set(place, source)
  }
  const [start, end] = [pictures.get('first'), pictures.get('last')]
  const duration = Number(task.duration)
  // Kling renders silently unless told otherwise. @see https://kling.ai/document-api
  const sound = parts.settings.sound === true
  return {
    submission: {
      id: task.taskUUID,
      model: model.id,
      body: task,
      prompt: String(task.positivePrompt ?? parts.shots.map((shot) => shot.prompt).join(' ')),
      shots: parts.shots,
      duration,
      sound,
      ...(start === undefined && { aspectRatio: Number(task.width) / Number(task.height) }),
      ...(start !== undefined && { startPicture: start }),
      ...(end !== undefined && { endPicture: end }),
      otherPictures: [],
      cost: computeCost(model.price, { duration, sound }),
    },
  }
}

export interface Size {
  readonly width: number
  readonly height: number
}

interface RunwareModel {
  /** The AIR. */
  readonly id: string
  /** As error texts call it. */
  readonly name: string
  readonly sizes: readonly Size[]
  readonly price: Price
}

const size = (width: number, height: number): Size => ({ width, height })

/**
 * Sizes are a closed list per model: 16:9, 9:16, 1:1. The square ones are larger than the short side of the others.
 * @see https://runware.ai/docs/models/klingai-video-3-0-standard, …-3-0-pro and …-3-0-4k
 */
const runwareModels: readonly RunwareModel[] = [
  {
    id: 'klingai:kling-video@3-standard',
    name: 'kling video 3.0 standard',
    sizes: [size(1280, 720), size(720, 1280), size(960, 960)],
    price: prices.standard,
  },
  {
    id: 'klingai:kling-video@3-pro',
    name: 'kling video 3.0 pro',
    sizes: [size(1920, 1080), size(1080, 1920), size(1440, 1440)],
    price: prices.pro,
  },
  {
    id: 'klingai:kling-video@3-4k',
    name: 'kling video 3.0 4k',
    sizes: [size(3840, 2160), size(2160, 3840), size(2880, 2880)],
    price: prices['4k'],
  },
]
