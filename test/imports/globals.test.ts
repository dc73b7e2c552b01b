import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'

const root = fileURLToPath(new URL('../..', import.meta.url))
const report = z.object({
  diagnostics: z.array(z.object({ category: z.string(), location: z.object({ path: z.string() }) })),
})

/** Lints files with the project's own configuration, and says which rules each of them breaks. */
async function lint(files: Readonly<Record<string, string>>): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'kling-lint-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const configuration = JSON.parse(await readFile(join(root, 'biome.json'), 'utf8'))
  // There is no repository in the copy; everything else is as it is.
  await writeFile(join(folder, 'biome.json'), JSON.stringify({ ...configuration, vcs: { enabled: false } }))
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), text)
  }
  const run = promisify(execFile)(
    process.execPath,
    [join(root, 'node_modules/@biomejs/biome/bin/biome'), 'lint', '--reporter=json', '--error-on-warnings', '.'],
    { cwd: folder },
  )
  // Found mistakes are exit code 1, with the same report.
  const { stdout } = await run.catch((error: { stdout: string }) => error)
  const { diagnostics } = report.parse(JSON.parse(stdout))
  return diagnostics.map(({ category, location }) => `${location.path}: ${category}`).sort()
}

test('nothing in src/ takes time, network, console or environment from the machine', async () => {
  const found = await lint({
    'src/services/store/timer.ts': 'export const run = (work: () => void) => setTimeout(work, 1)\n',
    'src/services/media/interval.ts': 'export const run = (work: () => void) => setInterval(work, 1)\n',
    'src/events/network.ts': "export const load = () => fetch('https://example.com')\n",
    'src/views/now.ts': 'export const now = () => new Date()\n',
    'src/domain/variable.ts': 'export const home = process.env\n',
    'src/commands/output.ts': "console.log('hello')\n",
    'src/services/store/date.ts': 'export const toDate = (at: number) => new Date(at)\n',
    'sandbox/demo/timer.ts': 'export const run = (work: () => void) => setTimeout(work, 1)\n',
  })
  expect(found).toEqual([
    'src/commands/output.ts: lint/suspicious/noConsole',
    'src/domain/variable.ts: lint/style/noProcessEnv',
    'src/events/network.ts: lint/style/noRestrictedGlobals',
    'src/services/media/interval.ts: lint/style/noRestrictedGlobals',
    'src/services/store/timer.ts: lint/style/noRestrictedGlobals',
    'src/views/now.ts: lint/style/noRestrictedGlobals',
  ])
})
