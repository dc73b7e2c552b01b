import { type ParseArgsConfig, parseArgs } from 'node:util'
import { Locale } from 'discord.js'
import { z } from 'zod'
import { aspectRatios, qualities } from '../../src/domain/request.ts'

/** Seconds that a video of Kling 3.0 may have. */
const durations = { shortest: 3, longest: 15 }

export const usage = `Runs everything locally, no account needed: somebody types /kling video in Discord
and gets a video. The bot is real; Discord and Kling are sandboxes.

  npm run demo

opens a page that plays Discord, and prints its address. Ctrl-C ends it.

  --port NUMBER            where the page is served; 4780 if that is free
  --no-open                only print the address
  --locale CODE            the language of the people on it, as Discord names it: de

  npm run demo -- --terminal
  npm run demo -- --terminal --prompt "A red fox in the snow" --image fox.jpg

plays one video in the terminal and ends. Without --prompt and --image it starts with
a small image of its own.

  --prompt TEXT            what the video shows
  --image FILE             image to start with
  --end-image FILE         image to end with
  --quality NAME           standard, pro or 4k
  --duration SECONDS       ${durations.shortest} to ${durations.longest}
  --aspect-ratio RATIO     16:9, 9:16 or 1:1; ignored with an image
  --sound, --no-sound      with sound, or silent
  --negative-prompt TEXT   what to leave out
  --guidance NUMBER        0 to 1: how closely to follow the prompt
  --provider NAME          kling, runcomfy or runware alone; otherwise the bot chooses
  --output FOLDER          where the video goes (default demo-videos)

In both:

  --log                    show the bot's log, on standard error
  --help                   show this
`

/** What the page's server is asked for. */
export interface PageOptions {
  readonly port?: number | undefined
  readonly locale?: string | undefined
  /** Whether a browser may be opened. */
  readonly opens: boolean
  readonly log: boolean
}

/** What the terminal is asked to play; what is absent was not asked for. */
export interface TerminalOptions {
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
  readonly provider?: 'kling' | 'runcomfy' | 'runware' | undefined
  readonly output: string
  readonly log: boolean
}

export type OptionsReading =
  | { readonly kind: 'page'; readonly options: PageOptions }
  | { readonly kind: 'terminal'; readonly options: TerminalOptions }
  | { readonly kind: 'help' }
  /** One line, without a full stop of its own. */
  | { readonly kind: 'problem'; readonly problem: string }

const argumentConfig = {
  terminal: { type: 'boolean', default: false },
  port: { type: 'string' },
  locale: { type: 'string' },
  'no-open': { type: 'boolean', default: false },
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
  output: { type: 'string' },
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

const isDuration = (value: number) =>
  Number.isInteger(value) && value >= durations.shortest && value <= durations.longest

const isPort = (value: number) => Number.isInteger(value) && value >= 0 && value <= 65_535

const schema = z.object({
  prompt: text('prompt').optional(),
  image: text('image').optional(),
  'end-image': text('end-image').optional(),
  quality: choice('quality', qualities).optional(),
  duration: number(
    'duration',
    `a whole number from ${durations.shortest} to ${durations.longest}`,
    isDuration,
  ).optional(),
  'aspect-ratio': choice('aspect-ratio', aspectRatios).optional(),
  'negative-prompt': text('negative-prompt').optional(),
  guidance: number('guidance', 'a number from 0 to 1', (value) => value >= 0 && value <= 1).optional(),
  provider: choice('provider', ['kling', 'runcomfy', 'runware']).optional(),
  output: text('output').default('demo-videos'),
})

const pageSchema = z.object({
  port: number('port', 'a whole number from 0 to 65535', isPort).optional(),
  locale: choice('locale', Object.values(Locale)).optional(),
})

/** What each mode alone has; the rest is for both. */
const ofPage = ['port', 'no-open', 'locale'] as const

/** Reads the command line. Never throws. @param given without the names of node and script */
export function parseOptions(given: readonly string[]): OptionsReading {
  const parsing = parseArguments(given)
  if ('problem' in parsing) return { kind: 'problem', problem: parsing.problem }
  const { help, terminal, log, ...values } = parsing.values
  if (help) return { kind: 'help' }
  const stranger = findStranger(values, terminal)
  if (stranger !== undefined) {
    const where = terminal ? 'is for the page: leave --terminal out' : 'is for the terminal: add --terminal'
    return { kind: 'problem', problem: `--${stranger} ${where}` }
  }
  return terminal ? readTerminalOptions(values, log) : readPageOptions(values, log)
}

type Values = Omit<
  Extract<ReturnType<typeof parseArguments>, { values: unknown }>['values'],
  'help' | 'terminal' | 'log'
>

/** An option of the other mode that was given. */
function findStranger(values: Values, isTerminal: boolean): string | undefined {
  const isOfPage = (name: string) => ofPage.some((each) => each === name)
  const isGiven = (value: unknown) => value !== undefined && value !== false
  const strangers = Object.entries(values).filter(([name, value]) => isGiven(value) && isOfPage(name) === isTerminal)
  return strangers[0]?.[0]
}

function readPageOptions({ 'no-open': isKeptClosed, ...values }: Values, log: boolean): OptionsReading {
  const checked = pageSchema.safeParse(values)
  if (!checked.success) return toProblem(checked.error)
  return { kind: 'page', options: { ...checked.data, opens: !isKeptClosed, log } }
}

function readTerminalOptions(values: Values, log: boolean): OptionsReading {
  if (values.sound && values['no-sound'])
    return { kind: 'problem', problem: '--sound and --no-sound exclude each other' }
  const checked = schema.safeParse(values)
  if (!checked.success) return toProblem(checked.error)
  const {
    'end-image': endImage,
    'aspect-ratio': aspectRatio,
    'negative-prompt': negativePrompt,
    ...same
  } = checked.data
  const sound = values['no-sound'] ? false : values.sound
  return { kind: 'terminal', options: { ...same, endImage, aspectRatio, negativePrompt, sound, log } }
}

const toProblem = ({ issues }: z.ZodError): OptionsReading => ({
  kind: 'problem',
  problem: issues[0]?.message ?? 'An option is wrong',
})

function parseArguments(given: readonly string[]) {
  try {
    return parseArgs({ args: [...given], options: argumentConfig, strict: true, allowPositionals: false })
  } catch (error) {
    // Node explains at length how to write what nobody meant; its first sentence says what is wrong.
    const [first = 'An option is wrong'] = error instanceof Error ? error.message.split(/\. |\n/) : []
    return { problem: first.replace(/\.$/, '') }
  }
}
