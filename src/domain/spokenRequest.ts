import { type AspectRatio, joinPrompts, type Quality, type Request, type Scene } from './request.ts'
import { readText } from './text.ts'

/** A ratio by its name, or a wish that depends on the one there is. */
type SpokenRatio = AspectRatio | 'wider' | 'taller'

interface SpokenValues {
  readonly duration?: number
  readonly aspectRatio?: SpokenRatio
  readonly quality?: Quality
  readonly sound?: boolean
}

/** What somebody wrote in ordinary words. */
export interface Spoken extends SpokenValues {
  /** What is no value: new words for the prompt, as written. */
  readonly words?: string
  /** The words take the place of the prompt instead of being added to it. */
  readonly isReplacement: boolean
}

/** What a request is made of besides its pictures. */
export type SpokenRequest = Pick<Request, 'scene' | 'duration' | 'aspectRatio' | 'quality' | 'sound'>

const numbers: Readonly<Record<string, number>> = {
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  drei: 3,
  vier: 4,
  fünf: 5,
  sechs: 6,
  sieben: 7,
  acht: 8,
  neun: 9,
  zehn: 10,
  elf: 11,
  zwölf: 12,
  dreizehn: 13,
  vierzehn: 14,
  fünfzehn: 15,
}

const duration = new RegExp(
  `^(\\d{1,4}|${Object.keys(numbers).join('|')})[\\s-]?(?:s|secs?|seconds?|sek|sekunden?)\\.?(?:[\\s-](?:long|lang))?$`,
  'u',
)

/** Each word or phrase means one value. Words that a prompt likes as well ("landscape", "HD") are not among them. */
const phrases: ReadonlyMap<string, SpokenValues> = new Map([
  ...say({ aspectRatio: '16:9' }, '16:9|16x9|horizontal|widescreen|querformat|landscape format|landscape mode'),
  ...say({ aspectRatio: '9:16' }, '9:16|9x16|vertical|vertikal|hochkant|hochformat|portrait format|portrait mode'),
  ...say({ aspectRatio: '1:1' }, '1:1|1x1|square|quadratisch'),
  ...say({ aspectRatio: 'wider' }, 'wider|breiter'),
  ...say({ aspectRatio: 'taller' }, 'taller|narrower|höher|schmaler'),
  ...say({ quality: 'standard' }, 'standard|standard quality|standardqualität|720p'),
  ...say({ quality: 'pro' }, 'pro|pro quality|full hd|1080p'),
  ...say({ quality: '4k' }, '4k|4k quality|uhd|ultra hd|2160p'),
  ...say({ sound: true }, 'with sound|with audio|sound on|mit ton|mit sound|ton an'),
  ...say({ sound: false }, 'silent|mute|muted|no sound|no audio|without sound|without audio|sound off'),
  ...say({ sound: false }, 'stumm|ohne ton|ohne sound|kein ton|ton aus'),
])

function say(values: SpokenValues, written: string): [string, SpokenValues][] {
  return written.split('|').map((phrase) => [phrase, values])
}

const same =
  '(?:the same(?: one)?|same|dasselbe|das gleiche)(?=\\s*[,:]|\\s+(?:but|in|with|without|at|aber|mit|ohne)\\s|$)'
/** May stand before a value, or before the whole: "but please make it 10 seconds". */
const opening = new RegExp(
  `^(?:(?:and|und|but|aber|now|jetzt|also|auch|just|nur|please|bitte|${same}|make it|make this|mach es|mach das|can you|could you|kannst du)(?:[\\s,:]+|$))+`,
  'iu',
)
const beforeValue = /^(?:in|im|as|als|a|an|ein|eine)\s+/iu
const closing = /(?:\s+(?:please|bitte|video|version))*[\s?!]*$/iu
/** What cannot be misread stands at the end of words as well: "the fox in 4k". */
const ending = /\s+in\s+(4k|1080p|720p|16:9|9:16|1:1)$/iu

/** Between digits a comma or a full stop belongs to a number. */
const separator = /[;\n]+|[,.](?!\d)(?=\s|$)/u
const instead = /^(?:instead|stattdessen|statt dessen)(?![\p{L}\p{N}])(?!\s+of\s)[\s,:]*/iu
const quotation = /^(?:"([^"]+)"|“([^”“]+)[”“]|„([^“”"]+)[“”"]|«([^»]+)»|»([^«]+)«)/u
const quotedLine = /^>\s?/

/**
 * Reads values out of what somebody wrote, and leaves the rest as words. Conservative: a value counts only where it stands
 * alone between commas, full stops, semicolons or lines, or with other values there ("10 s square", "10 seconds and silent");
 * a resolution or ratio after "in" counts at the end of words, too. So "10 seconds of silence" stays what the film shows.
 * What is read wrongly is seen on the card before anything is paid.
 */
export function readSpoken(text: string): Spoken {
  const start = text.trim().replace(instead, '')
  const isInstead = start !== text.trim()
  if (quotedLine.test(start)) return read(start.replaceAll(/^>\s?/gm, ''), true)
  const [quotes, ...inner] = quotation.exec(start) ?? []
  const quoted = readText(inner.find((each) => each !== undefined))
  if (quotes === undefined || quoted === undefined) return read(start, isInstead)
  const rest = read(start.slice(quotes.length), true)
  // Somebody speaks in the film: "Hello" says the fox.
  if (rest.words !== undefined) return read(start, isInstead)
  return { ...rest, words: quoted, isReplacement: true }
}

function read(text: string, isReplacement: boolean): Spoken {
  const open = text.replace(/^[\s,:]+/u, '').replace(opening, '')
  let values: SpokenValues = {}
  const words: string[] = []
  for (const part of open.split(separator).map((each) => each.trim())) {
    if (!/[^\p{P}\s]/u.test(strip(part))) continue
    const found = readValues(strip(part).toLowerCase())
    const [tail = '', value = ''] = found === undefined ? (ending.exec(part) ?? []) : []
    values = { ...values, ...(found ?? phrases.get(value.toLowerCase())) }
    if (found === undefined) words.push(part.slice(0, part.length - tail.length))
  }
  const wanted = readText(join(open, words))
  return {
    ...values,
    ...(wanted !== undefined && { words: wanted }),
    isReplacement: isReplacement && wanted !== undefined,
  }
}

/** Without what stands around a value. */
const strip = (part: string) => part.replace(opening, '').replace(closing, '').replace(/\s+/gu, ' ')

/** Words between which nothing was taken out keep what stood between them. */
function join(text: string, words: readonly string[]): string {
  const [first] = words
  const last = words.at(-1)
  if (first === undefined || last === undefined) return ''
  const whole = text.slice(text.indexOf(first), text.lastIndexOf(last) + last.length)
  const isWhole = whole.split(separator).filter((part) => part.trim() !== '').length === words.length
  return isWhole ? whole : words.join(', ')
}

/** Nobody says as much as this in values alone. */
const longestValues = 100

/** The values of a part that says nothing else. */
function readValues(said: string): SpokenValues | undefined {
  if (said.length > longestValues) return undefined
  const value = readValue(said)
  if (value !== undefined) return value
  for (const joint of said.matchAll(/ (?:and |und |& |\+ )?/gu)) {
    const first = readValue(said.slice(0, joint.index))
    const others = first && readValues(said.slice(joint.index + joint[0].length))
    if (others !== undefined) return { ...first, ...others }
  }
  return undefined
}

function readValue(said: string): SpokenValues | undefined {
  const bare = said.replace(beforeValue, '')
  const named = phrases.get(said) ?? phrases.get(bare)
  if (named !== undefined) return named
  const [, amount] = duration.exec(bare) ?? []
  return amount === undefined ? undefined : { duration: numbers[amount] ?? Number(amount) }
}

/**
 * The request with what was said. "Wider" of the widest can only mean the picture: it goes among the words, as it does where
 * the shape is not the person's to choose.
 */
export function applySpoken<Base extends SpokenRequest>(base: Base, spoken: Spoken, isShapeOpen: boolean): Base {
  const { words, isReplacement, aspectRatio: said, duration: seconds } = spoken
  const isRelative = said === 'wider' || said === 'taller'
  const widest = said === 'wider' ? '16:9' : '9:16'
  const isShape = isRelative && isShapeOpen && base.aspectRatio !== widest
  const added = [...(words === undefined ? [] : [words]), ...(isRelative && !isShape ? [said] : [])].join(', ')
  const aspectRatio = isRelative ? (isShape ? widest : base.aspectRatio) : (said ?? base.aspectRatio)
  const length = seconds ?? base.duration
  const isSameScene = added === '' && (base.scene.kind === 'prompt' || length === base.duration)
  return {
    ...base,
    scene: isSameScene ? base.scene : composeScene(joinPrompts(base), added, isReplacement),
    duration: length,
    aspectRatio,
    quality: spoken.quality ?? base.quality,
    sound: spoken.sound ?? base.sound,
  }
}

/** One prompt: shots that were timed for something else do not fit any more. */
function composeScene(prompt: string, added: string, isReplacement: boolean): Scene {
  if (added === '') return { kind: 'prompt', prompt }
  if (isReplacement) return { kind: 'prompt', prompt: added }
  const isSentence = /[.!?…]["”“»]?$/u.test(prompt.trimEnd())
  return {
    kind: 'prompt',
    prompt: isSentence ? `${prompt.trimEnd()} ${added}` : `${prompt.replace(/[\s,;:]+$/u, '')}, ${added}`,
  }
}

const onlySymbols = /^[^\p{L}\p{N}]*$/u
/** A word of thanks or praise asks for nothing. */
const praise =
  /^(?:thanks?|thank you|thx|ty|nice|cool|wow|great|amazing|awesome|perfect|love it|lol|haha+|danke(?: schön| dir)?|super|toll|geil|schön|klasse|wunderbar|perfekt)(?:\s+(?:so much|very much|sehr|one|video))?$/iu

/** Whether nothing is asked for: emoji, thanks, praise. */
export function isReaction(text: string): boolean {
  const parts = text.split(/[,.!?;\n]+/u).map((part) => part.replace(/[^\p{L}\p{N}\s:]/gu, '').trim())
  return onlySymbols.test(text) || parts.every((part) => part === '' || praise.test(part))
}
