import { parseArgs } from 'node:util'
import { benchmarks } from './benchmarks.ts'
import { renderTable } from './renderTable.ts'
import { saveMeasurement } from './saveMeasurement.ts'

const folder = 'bench-results'
const say = (line: string) => void process.stdout.write(`${line}\n`)

// Ends the bots that run and removes their folders on the way out.
process.once('SIGINT', () => process.exit(130))
process.once('SIGTERM', () => process.exit(143))

const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, people: { type: 'string' } },
  allowPositionals: true,
})
const strange = positionals.find((name) => !benchmarks.some((each) => each.name === name))
if (strange !== undefined) {
  process.stderr.write(`There is no benchmark ${strange}, only ${benchmarks.map(({ name }) => name).join(', ')}.\n`)
  process.exit(2)
}

const people = values.people === undefined ? undefined : Number(values.people)
if (people !== undefined && !(Number.isInteger(people) && people > 0)) {
  process.stderr.write('--people is a number from 1 on.\n')
  process.exit(2)
}

for (const benchmark of benchmarks) {
  if (positionals.length > 0 && !positionals.includes(benchmark.name)) continue
  const measured = await benchmark.measure({ isQuick: values.quick, say, ...(people !== undefined && { people }) })
  say(`\n${measured.caption}\n\n${renderTable(measured)}\n`)
  say(`Written to ${await saveMeasurement(folder, benchmark.name, new Date(), measured)}`)
}
