import { ApplicationCommandOptionType } from 'discord.js'
import { createCommandBodies } from '../../src/commands/index.ts'
import { listVariables, type Variable } from '../../src/config/variables.ts'
import { days } from '../../src/domain/clock.ts'
import { type Mode, type Model, resolutions } from '../../src/domain/models.ts'
import { formatMoney } from '../../src/domain/money.ts'
import { qualities } from '../../src/domain/request.ts'
import type { ProviderDefinition } from '../../src/services/providers/defineProvider.ts'
import { providerDefinitions } from '../../src/services/providers/registry.ts'
import { catalogue, models } from '../support/catalogue.ts'

/** A table in Markdown as the README shows it. */
function drawTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const drawRow = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [drawRow(head), drawRow(head.map(() => '---')), ...rows.map(drawRow)].join('\n')
}

interface OptionBody {
  readonly type: number
  readonly name: string
  readonly description: string
  readonly required?: boolean
  readonly min_value?: number
  readonly max_value?: number
  readonly max_length?: number
  readonly autocomplete?: boolean
  readonly choices?: readonly { readonly value: string | number }[]
  readonly options?: readonly OptionBody[]
}

const roots = createCommandBodies({ providers: catalogue }, 'global') as readonly OptionBody[]
const subcommands = roots.find(({ name }) => name === 'kling')?.options ?? []

export function drawCommandTable(): string {
  return drawTable(
    ['command', 'what it does'],
    roots.flatMap(({ name: root, options = [] }) =>
      options.map(({ name, description }) => [`\`/${root} ${name}\``, description]),
    ),
  )
}

function describeValues(option: OptionBody): string {
  if (option.choices !== undefined) return option.choices.map(({ value }) => `\`${value}\``).join(', ')
  if (option.type === ApplicationCommandOptionType.Attachment) return 'a picture'
  if (option.type === ApplicationCommandOptionType.Boolean) return 'yes or no'
  if (option.autocomplete === true) return "one of the server's"
  if (option.max_length !== undefined) return `up to ${option.max_length} characters`
  return `${option.min_value} to ${option.max_value}`
}

export function drawOptionTable(): string {
  const options = subcommands.find(({ name }) => name === 'video')?.options ?? []
  return drawTable(
    ['option of `/kling video`', 'values', 'what it does'],
    options.map((option) => [
      `\`${option.name}\`${option.required ? ' (required)' : ''}`,
      describeValues(option),
      option.description,
    ]),
  )
}

const modes: readonly { readonly mode: Mode; readonly name: string }[] = [
  { mode: 'textToVideo', name: 'text' },
  { mode: 'imageToVideo', name: 'picture' },
]

const columns = catalogue.flatMap((provider) => modes.map(({ mode, name }) => ({ provider, mode, name })))

/** `yes` or `no` where all qualities agree, else the qualities. */
function describeSupport(ofMode: readonly Model[], supports: (model: Model) => boolean): string {
  const names = ofMode.filter(supports).map(({ quality }) => quality)
  if (names.length === 0) return 'no'
  return names.length === ofMode.length ? 'yes' : names.join(', ')
}

export function drawModelTable(): string {
  const rows: readonly (readonly [string, (ofMode: readonly Model[]) => string])[] = [
    ['`image` (start frame)', ([model]) => (model?.mode === 'imageToVideo' ? 'yes' : '')],
    ['`end_image`', (ofMode) => describeSupport(ofMode, (model) => model.supports.endFrame)],
    ['`duration` in seconds', ([model]) => `${model?.duration.shortest} to ${model?.duration.longest}`],
    ['`aspect_ratio`', ([model]) => model?.aspectRatios.join(', ') || 'follows the picture'],
    ['`quality`', (ofMode) => ofMode.map(({ quality }) => quality).join(', ')],
    ['`sound`', () => 'yes'],
    ['`negative_prompt`', (ofMode) => describeSupport(ofMode, (model) => model.supports.negativePrompt)],
    ['`cuts` by Kling', (ofMode) => describeSupport(ofMode, (model) => model.supports.cuts)],
    ['`guidance`', (ofMode) => describeSupport(ofMode, (model) => model.supports.guidance)],
  ]
  return drawTable(
    ['option', ...columns.map(({ provider, name }) => `${provider.name}, from ${name}`)],
    rows.map(([option, describe]) => [
      option,
      ...columns.map(({ provider, mode }) => describe(provider.models.filter((model) => model.mode === mode))),
    ]),
  )
}

export function drawPriceTable(): string {
  return drawTable(
    ['quality', '16:9', '9:16', '1:1', 'per second with sound', 'per second without'],
    qualities.map((quality) => {
      const { name, sizes } = resolutions[quality]
      const price = models.find((model) => model.quality === quality)?.price
      if (price === undefined) throw new Error(`No model has the quality ${quality}`)
      return [
        `\`${quality}\` (${name})`,
        ...(['16:9', '9:16', '1:1'] as const).map((ratio) => `${sizes[ratio].width}×${sizes[ratio].height}`),
        formatMoney(price.withSound),
        formatMoney(price.silent),
      ]
    }),
  )
}

/** What the services' APIs differ in. */
export function drawServiceTable(): string {
  const idempotency = {
    refusesDuplicates: 'asked, and sent until that is known',
    provesConflict: 'asked, and sent once more',
    none: 'told as unknown',
  }
  const cancel = { queued: 'while it waits there', any: 'at any time', none: 'no' }
  const price = { reported: 'as reported', list: 'at list price' }
  const callbacks = { signed: 'yes, signed', unsigned: 'yes, unsigned', none: 'no' }
  const describeLife = (life: number | undefined) => (life === undefined ? 'not said' : `${life / days(1)} days`)
  const rows: readonly (readonly [string, (definition: ProviderDefinition) => string])[] = [
    ['a submit whose answer is lost', ({ traits }) => idempotency[traits.idempotency]],
    ['can be cancelled', ({ traits }) => cancel[traits.cancel]],
    ['the cost is booked', ({ traits }) => price[traits.price]],
    [
      'a failed render',
      ({ failedRenders }) => (failedRenders === 'free' ? 'free' : 'as reported, else counted in full'),
    ],
    ['its link works for', ({ resultLifetime }) => describeLife(resultLifetime)],
    ['its API could call back', ({ traits }) => callbacks[traits.callbacks]],
  ]
  return drawTable(
    ['', ...providerDefinitions.map(({ name }) => name)],
    rows.map(([what, describe]) => [what, ...providerDefinitions.map(describe)]),
  )
}

export function drawVariableTable(): string {
  const describeDefault = ({ required, defaultText = '' }: Variable) => {
    if (required) return 'required'
    return defaultText === '' ? '' : `\`${defaultText}\``
  }
  return drawTable(
    ['variable', 'default', 'meaning'],
    listVariables(providerDefinitions).map((variable) => [
      `\`${variable.name}\``,
      describeDefault(variable),
      variable.meaning,
    ]),
  )
}
