import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'

const root = fileURLToPath(new URL('../..', import.meta.url))
const report = z.object({
  summary: z.object({
    totalCruised: z.number(),
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
})

type Row = readonly [string, readonly string[]]
const table = z
  .object({
    parts: z.record(z.string(), z.array(z.string())),
    default: z.object({ forbidden: z.array(z.object({ name: z.string() })) }),
  })
  .parse(await import(join(root, '.dependency-cruiser.mjs')))
const rows: readonly Row[] = Object.entries(table.parts)

/** Reads what stands in a folder with the project's own configuration. */
async function cruise(folder: string) {
  const run = promisify(execFile)(
    process.execPath,
    [
      join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      ...['--config', '.dependency-cruiser.mjs', '--output-type', 'json', 'src', 'sandbox'],
    ],
    { cwd: folder, maxBuffer: 256 * 1024 * 1024 },
  )
  // Violations are a code other than 0, with the same report.
  const { stdout } = await run.catch((error: { stdout: string }) => error)
  return report.parse(JSON.parse(stdout)).summary
}

/** A file of each part, where the project would have it. */
const fileOf = (part: string) => `src/${part.endsWith('/') ? `${part}sample.ts` : part.replace('*', 'Sample')}`

/** Makes a project that has these files, each importing what is named: files of the project, and packages. */
async function makeProject(imports: ReadonlyMap<string, readonly string[]>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kling-imports-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  for (const file of ['.dependency-cruiser.mjs', 'package.json', 'tsconfig.json']) {
    await cp(join(root, file), join(folder, file))
  }
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  const toSpecifier = (from: string, to: string) => {
    if (!/^(src|sandbox|test|bench)\//.test(to)) return to
    const path = relative(dirname(from), to)
    return path.startsWith('.') ? path : `./${path}`
  }
  await mkdir(join(folder, 'sandbox'))
  const files = new Set([...imports.keys(), ...[...imports.values()].flat().filter((name) => name.endsWith('.ts'))])
  for (const file of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    const lines = (imports.get(file) ?? []).map((to) => `import '${toSpecifier(file, to)}'`)
    await writeFile(join(folder, file), `${lines.join('\n')}\nexport {}\n`)
  }
  return folder
}

function mayImport([part, allowed]: Row, other: string): boolean {
  const isListed = allowed.includes(other) || (allowed.includes('*/') && other.includes('/'))
  return part === other || isListed || allowed.some((listed) => fileOf(other) === `src/${listed}`)
}

test('the whole house is read, and keeps to its table', async () => {
  const { totalCruised, violations } = await cruise(root)
  expect(totalCruised).toBeGreaterThan(100)
  expect(violations).toEqual([])
})

test('every row lets through what it names, and nothing else', async () => {
  const names = rows.map(([part]) => part)
  const folder = await makeProject(
    new Map(rows.map(([part]) => [fileOf(part), names.filter((other) => other !== part).map(fileOf)])),
  )
  const { violations } = await cruise(folder)
  const expected = rows.flatMap((row) =>
    names
      .filter((other) => !mayImport(row, other))
      .map((other) => `${fileOf(row[0])} > ${fileOf(other)}: ${row[0]} imports what its row says`),
  )
  expect(expected.length).toBeGreaterThan(300)
  const ofRows = violations.filter(({ rule }) => rule.name.endsWith('imports what its row says'))
  expect(ofRows.map(({ from, to, rule }) => `${from} > ${to}: ${rule.name}`).sort()).toEqual(expected.sort())
})

/** A line that breaks each rule which is no row of the table. */
const breaches: readonly (readonly [rule: string, from: string, to: string])[] = [
  ['(discord.js|discord-api-types|@discordjs/.+) stays in its rooms', 'src/services/store/sample.ts', 'discord.js'],
  ['undici stays in its rooms', 'src/services/media/sample.ts', 'undici'],
  ['pino stays in its rooms', 'src/services/store/other.ts', 'pino'],
  ['(keyv|@keyv/sqlite|sqlite3) stays in its rooms', 'src/services/generation/sample.ts', '@keyv/sqlite'],
  ['(sharp|mediabunny) stays in its rooms', 'src/services/media/other.ts', 'sharp'],
  ['p-limit stays in its rooms', 'src/services/delivery/sample.ts', 'p-limit'],
  ['every part has a row', 'src/cellar/sample.ts', 'src/domain/sample.ts'],
  ['src uses packages of its own', 'src/domain/sample.ts', 'ws'],
  ['no input and output where it is pure', 'src/commands/sample.ts', 'node:fs'],
  ['sandbox knows domain only', 'sandbox/kling/sample.ts', 'src/log.ts'],
  ['entries run the bot', 'sandbox/demo/sample.ts', 'src/services/media/sample.ts'],
  ['sandbox knows no tests', 'sandbox/discord/sample.ts', 'vitest'],
  ['the page runs in a browser', 'sandbox/web/page/sample.ts', 'node:path'],
  ['everything is found', 'sandbox/kling/other.ts', 'no-such-package'],
]

test('every other rule fires', async () => {
  const imports = new Map<string, string[]>()
  for (const [, from, to] of breaches) imports.set(from, [...(imports.get(from) ?? []), to])
  const { violations } = await cruise(await makeProject(imports))
  const found = new Set(violations.map(({ from, rule }) => `${rule.name}: ${from}`))
  for (const [rule, from] of breaches) expect(found).toContain(`${rule}: ${from}`)
  const rules = table.default.forbidden.map(({ name }) => name).filter((name) => !name.endsWith('its row says'))
  expect(breaches.map(([rule]) => rule).sort()).toEqual(rules.sort())
})

test('a package in a room of its own passes', async () => {
  const imports = new Map([
    ['src/services/store/sample.ts', ['@keyv/sqlite', 'zod']],
    ['src/services/media/worker/sample.ts', ['sharp', 'mediabunny']],
    ['src/views/sample.ts', ['discord.js']],
    ['src/log.ts', ['pino']],
    ['sandbox/demo/sample.ts', ['src/app.ts']],
  ])
  const { violations } = await cruise(await makeProject(imports))
  expect(violations).toEqual([])
})
