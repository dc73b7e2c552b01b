import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { benchmarks } from '../../bench/benchmarks.ts'

const run = promisify(execFile)
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kling-bench-test-'))
}, 120_000)

afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

const start = (...words: string[]) =>
  run(process.execPath, [join(inject('build'), 'bench', 'index.js'), ...words], { cwd: folder })

/** The newest of the measurements of that name. */
async function readMeasurement(name: string) {
  const [file] = (await readdir(join(folder, 'bench-results'))).filter((each) => each.startsWith(`${name}-`))
  return JSON.parse(await readFile(join(folder, 'bench-results', file ?? ''), 'utf8'))
}

/** Two processes for all of them: to start one takes longer than most of what is measured quickly. */
const names = benchmarks.map(({ name }) => name)
const halves = [0, 1].map((half) => names.filter((_name, index) => index % 2 === half))
let ran: readonly { readonly stdout: string; readonly stderr: string }[] = []

beforeAll(async () => {
  ran = await Promise.all(halves.map((half) => start('--quick', ...half)))
}, 240_000)

test.each(names)('%s prints a table and writes it to a file', async (name) => {
  const { stdout, stderr } = ran[halves.findIndex((half) => half.includes(name))] ?? {}
  expect(stderr).toBe('')
  const measured = await readMeasurement(name)
  expect(measured).toMatchObject({ name, machine: { node: process.version } })
  expect(measured.rows.length).toBeGreaterThan(1)
  for (const { label, cells } of measured.rows) {
    expect(stdout).toContain(label)
    expect(cells).toHaveLength(measured.columns.length)
    expect(cells.join(' ')).not.toMatch(/NaN|undefined|Infinity/)
  }
})

test('the fixed schedule that is handed to the bot is kept', async () => {
  // In faked time: no machine is too slow for it.
  const { fixed } = (await readMeasurement('delivery')).details.measured
  expect(fixed.p95).toBeGreaterThan(2_500)
  expect(fixed.p95).toBeLessThanOrEqual(5_100)
})

test.each([
  [['--people', 'many'], '--people'],
  [['nothing'], 'There is no benchmark nothing'],
])('%j is refused with a line', async (words, line) => {
  await expect(start(...words)).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining(line) })
})
