import * as rule from '../rules.ts'
import { isRecord, type Problem, type Rule } from '../rules.ts'
import { computeCost, prices, type Quality, type Shot, type Submission } from '../submission.ts'

type Body = Readonly<Record<string, unknown>>

/** What stands in the path: `/text-to-video/kling-3.0`. */
export type KlingMode = 'text-to-video' | 'image-to-video'

/** @see https://kling.ai/document-api: "should not exceed 3072 characters" */
const promptText = rule.text(1, 3_072)

const isUrl = (value: string): boolean => /^https?:\/\//.test(value) && URL.canParse(value)
const base64 = /^[A-Za-z0-9+/]{4,}={0,2}$/

/** "The content of the input can be provided via URL or Base64": a data URI is neither. */
const picture = rule.matching((value) => isUrl(value) || base64.test(value), 'Image should be a URL or Base64')

const frame = rule.record({ type: rule.choice('first_frame', 'last_frame'), url: picture }, ['type', 'url'])
const words = rule.record({ type: rule.choice('prompt'), text: promptText }, ['type', 'text'])

/** Elements are made by another API, which is not played: none exists, and so none is found. */
const content: Rule = (value, path) => {
  if (!isRecord(value)) return [{ kind: 'invalid', path, message: 'Input should be a valid object' }]
  if (value.type === 'prompt') return words(value, path)
  if (value.type === 'element') return [{ kind: 'invalid', path, message: 'Element not found' }]
  return frame(value, path)
}

const options = rule.record({
  external_task_id: rule.text(0, 128),
  watermark_info: rule.record({ enabled: rule.truth }, ['enabled']),
})

const common = {
  multi_shot: rule.truth,
  audio: rule.choice('native', 'off'),
  resolution: rule.choice('720p', '1080p', '4k'),
  duration: rule.integer(3, 15),
}

/** @see https://kling.ai/document-api/api/video/3-0-omni/text-to-video: no field for a negative prompt, guidance or a seed */
const fromText = rule.record(
  {
    prompt: promptText,
    settings: rule.record({ ...common, aspect_ratio: rule.choice('16:9', '9:16', '1:1') }),
    options,
  },
  ['prompt'],
)

/** @see https://kling.ai/document-api/api/video/3-0-omni/image-to-video: the shape is the first frame's */
const fromPicture = rule.record({ contents: rule.list(content, 1, 6), settings: rule.record(common), options }, [
  'contents',
])

const shotPattern = /shot (\d+), (\d+), ([^;]+);/g

interface Parts {
  readonly prompt: string
  readonly start?: string
  readonly end?: string
}

function readParts(body: Body): Parts | Problem {
  if (typeof body.prompt === 'string') return { prompt: body.prompt }
  const contents = (Array.isArray(body.contents) ? body.contents : []).filter(isRecord)
  const wrong = (message: string): Problem => ({ kind: 'invalid', path: ['contents'], message })
  const read = (type: string) => contents.filter((each) => each.type === type)
  for (const type of ['prompt', 'first_frame', 'last_frame']) {
    if (read(type).length > 1) return wrong(`Only one ${type} is supported`)
  }
  const [prompt, start, end] = [read('prompt')[0], read('first_frame')[0], read('last_frame')[0]]
  if (prompt === undefined) return wrong('prompt is required')
  // "last-frame-only video generation is not supported"
  if (start === undefined) return wrong('first_frame is required')
  return { prompt: String(prompt.text), start: String(start.url), ...(end && { end: String(end.url) }) }
}

/** "sum of all shot durations must equal the total video duration", one to six of them, "max 512 characters". */
function readShots(prompt: string, duration: number): readonly Shot[] | Problem {
  if (!/^shot 1,/.test(prompt)) return []
  const wrong = (message: string): Problem => ({ kind: 'invalid', path: ['prompt'], message })
  const found = [...prompt.matchAll(shotPattern)]
  if (prompt.replaceAll(shotPattern, '').trim() !== '') return wrong('The format of the shots is invalid')
  if (found.length > 6 || found.some(([, number], index) => Number(number) !== index + 1)) {
    return wrong('Shots are numbered from 1 to 6')
  }
  const shots = found.map(([, , seconds, text = '']) => ({ prompt: text, duration: Number(seconds) }))
  if (shots.some((shot) => shot.duration < 1)) return wrong('Each shot takes one second at least')
  if (shots.some((shot) => [...shot.prompt].length > 512)) return wrong('A shot has at most 512 characters')
  const sum = shots.reduce((total, shot) => total + shot.duration, 0)
  return sum === duration ? shots : wrong('The durations of the shots must sum to the duration')
}

const qualities: Readonly<Record<string, Quality>> = { '720p': 'standard', '1080p': 'pro', '4k': '4k' }
const ratios: Readonly<Record<string, number>> = { '16:9': 16 / 9, '9:16': 9 / 16, '1:1': 1 }

const isProblem = (value: object): value is Problem => 'kind' in value && 'message' in value

/** What the service understands of a body, or the first thing that is wrong with it. */
export function readSubmission(id: string, mode: KlingMode, body: unknown): Submission | Problem {
  const [problem] = (mode === 'text-to-video' ? fromText : fromPicture)(body, [])
  if (problem !== undefined) return problem
  if (!isRecord(body)) throw new Error('A checked body is an object')
  const parts = readParts(body)
  if (isProblem(parts)) return parts
  const settings = isRecord(body.settings) ? body.settings : {}
  const duration = Number(settings.duration ?? 5)
  // Shots in the prompt count only where several are wanted, which is the default.
  const shots = settings.multi_shot === false ? [] : readShots(parts.prompt, duration)
  if (isProblem(shots)) return shots
  const sound = settings.audio === 'native'
  const ratio = ratios[String(settings.aspect_ratio ?? '16:9')]
  const quality = qualities[String(settings.resolution ?? '720p')] ?? 'standard'
  return {
    id,
    model: `${mode}/kling-3.0`,
    body,
    prompt: parts.prompt,
    shots,
    duration,
    sound,
    ...(parts.start === undefined && ratio !== undefined && { aspectRatio: ratio }),
    ...(parts.start !== undefined && { startPicture: parts.start }),
    ...(parts.end !== undefined && { endPicture: parts.end }),
    otherPictures: [],
    cost: computeCost(prices[quality], { duration, sound }),
  }
}
