import type { Behaviour } from '../behaviour.ts'
import type { Shot, Submission } from '../job.ts'
import { decodeDataUri } from '../pictures/decodeDataUri.ts'
import { measurePicture } from '../pictures/measurePicture.ts'
import { isRecord, type Problem } from '../rules.ts'
import type { RuncomfyModel } from './models.ts'

type Body = Readonly<Record<string, unknown>>

/** @see https://github.com/runcomfy-com/comfyui-runcomfy-partner-nodes: limits of an image data URI */
const dataUriLimits = { bytes: 6 * 1024 * 1024, pixels: 32_000_000 }

const ratios: Readonly<Record<string, number>> = { '16:9': 16 / 9, '9:16': 9 / 16, '1:1': 1 }

function readShots(body: Body): Shot[] {
  const items = Array.isArray(body.multi_prompt) ? body.multi_prompt.filter(isRecord) : []
  return items.map((item) => ({ prompt: String(item.prompt), duration: Number(item.duration ?? 5) }))
}

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
  const shots = readShots(body)
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
    cost: duration * (sound ? model.price.withSound : model.price.silent),
  }
}
