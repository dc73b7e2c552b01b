import type { OptionValue, OptionValues } from '../../discord/people/optionValue.ts'
import { type Line, span } from '../terminal/span.ts'
import { wrapSpans } from '../terminal/wrapSpans.ts'
import { formatSize } from './describeTime.ts'

/** What a person typed: the command, and its options one below the other. */
export function drawCommand(name: string, values: OptionValues, person: string, width: number): Line[] {
  const options = Object.entries(values).flatMap(([option, value]) => (value === undefined ? [] : [{ option, value }]))
  const column = Math.max(...options.map(({ option }) => option.length)) + 2
  return [
    [span(person, 'bold')],
    [span('  '), span(`/${name}`, 'code')],
    ...options.flatMap(({ option, value }) =>
      wrapSpans([span(describeValue(value))], width - column - 4).map((each, index) => [
        span(`    ${(index === 0 ? `${option}:` : '').padEnd(column)}`, 'faint'),
        ...each,
      ]),
    ),
  ]
}

function describeValue(value: OptionValue): string {
  if (typeof value === 'object')
    return 'bytes' in value ? `${value.name} (${formatSize(value.bytes.length)})` : value.id
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return String(value).replaceAll(/\s+/g, ' ')
}
