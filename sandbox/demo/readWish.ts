import { type ParseArgsConfig, parseArgs } from 'node:util'
import { z } from 'zod'
import { aspectRatios, longestDuration, qualities, shortestDuration } from '../../src/domain/request.ts'

/** What the demo is asked to play; what is absent was not asked for. */
export interface Wish {
  readonly prompt?: string | undefined
  /** Paths. */
  readonly image?: string | undefined
  readonly endImage?: string | undefined
  readonly quality?: string | undefined
  readonly duration?: number | undefined
  readonly aspectRatio?: string | undefined
  readonly sound?: boolean | undefined
  readonly negativePrompt?: string | undefined
  readonly guidance?: number | undefined
  readonly provider?: 'runcomfy' | 'runware' | undefined
  readonly output: string
  readonly log: boolean
}

export type WishReading =
  | { readonly kind: 'wish'; readonly wish: Wish }
  | { readonly kind: 'help' }
  /** One line, without a full stop of its own. */
  | { readonly kind: 'problem'; readonly problem: string }

const options = {
  prompt: { type: 'string' },
  image: { type: 'string' },
  'end-image': { type: 'string' },
  quality: { type: 'string' },
  duration: { type: 'string' },
  'aspect-ratio': { type: 'string' },
  sound: { type: 'boolean' },
  'no-sound': { type: 'boolean' },
  'negative-prompt': { type: 'string' },
  guidance: { type: 'string' },
  provider: { type: 'string' },
  output: { type: 'string', default: 'demo-videos' },
  log: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const satisfies ParseArgsConfig['options']

const text = (option: string) => z.string().refine((given) => given.trim() !== '', `--${option} is empty`)

const choice = <const Word extends string>(option: string, words: readonly Word[]) =>
  z.enum(words, `--${option} is one of ${words.join(', ')}`)

function number(option: string, shape: string, isFine: (value: number) => boolean) {
  return z
    .string()
    .refine((given) => given.trim() !== '' && isFine(Number(given)), `--${option} is ${shape}`)
    .transform(Number)
}

const isDuration = (value: number) => Number.isInteger(value) && value >= shortestDuration && value <= longestDuration

const schema = z.object({
  prompt: text('prompt').optional(),
  image: text('image').optional(),
  'end-image': text('end-image').optional(),
  quality: choice('quality', qualities).optional(),
  duration: number('duration', `a whole number from ${shortestDuration} to ${longestDuration}`, isDuration).optional(),
  'aspect-ratio': choice('aspect-ratio', aspectRatios).optional(),
  'negative-prompt': text('negative-prompt').optional(),
  guidance: number('guidance', 'a number from 0 to 1', (value) => value >= 0 && value <= 1).optional(),
  provider: choice('provider', ['runcomfy', 'runware']).optional(),
  output: text('output'),
})

/** Reads the command line. Never throws. @param given without the names of node and script */
export function readWish(given: readonly string[]): WishReading {
  const parsing = parse(given)
  if ('problem' in parsing) return { kind: 'problem', problem: parsing.problem }
  const { values } = parsing
  if (values.help) return { kind: 'help' }
  if (values.sound && values['no-sound'])
    return { kind: 'problem', problem: '--sound and --no-sound exclude each other' }
  const checked = schema.safeParse(values)
  if (!checked.success) return { kind: 'problem', problem: checked.error.issues[0]?.message ?? 'An option is wrong' }
  const {
    'end-image': endImage,
    'aspect-ratio': aspectRatio,
    'negative-prompt': negativePrompt,
    ...same
  } = checked.data
  const sound = values['no-sound'] ? false : values.sound
  return { kind: 'wish', wish: { ...same, endImage, aspectRatio, negativePrompt, sound, log: values.log } }
}

function parse(given: readonly string[]) {
  try {
    return parseArgs({ args: [...given], options, strict: true, allowPositionals: false })
  } catch (error) {
    // Node explains at length how to write what nobody meant; its first sentence says what is wrong.
    const [first = 'An option is wrong'] = error instanceof Error ? error.message.split(/\. |\n/) : []
    return { problem: first.replace(/\.$/, '') }
  }
}
