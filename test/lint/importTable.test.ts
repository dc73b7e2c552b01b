import { execFile } from 'node:child_process'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'

const root = fileURLToPath(new URL('../..', import.meta.url))
const report = z.object({
  diagnostics: z.array(
    z.object({
      category: z.string(),
      location: z.object({ path: z.string(), start: z.object({ line: z.number() }) }),
    }),
  ),
})

/** Copies a tree of fixtures beside the real configuration, where it has the paths of the project, and lints it. */
async function lint(tree: 'broken' | 'allowed') {
  const folder = await mkdtemp(join(tmpdir(), 'kling-lint-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await cp(join(root, 'test/lint/fixtures', tree), folder, { recursive: true })
  const configuration = JSON.parse(await readFile(join(root, 'biome.json'), 'utf8'))
  // There is no repository in the copy; everything else is as it is.
  await writeFile(join(folder, 'biome.json'), JSON.stringify({ ...configuration, vcs: { enabled: false } }))
  // What may be imported is written there as well.
  await cp(join(root, 'package.json'), join(folder, 'package.json'))
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.ts')).sort()
  const binary = join(root, 'node_modules/@biomejs/biome/bin/biome')
  const run = promisify(execFile)(
    process.execPath,
    [binary, 'lint', '--reporter=json', '--max-diagnostics=none', '--error-on-warnings', '.'],
    { cwd: folder, maxBuffer: 64 * 1024 * 1024 },
  )
  // Found mistakes are exit code 1, with the same report.
  const { stdout } = await run.catch((error: { stdout: string }) => error)
  const found = report.parse(JSON.parse(stdout)).diagnostics.map(({ category, location }) => {
    const file = relative(folder, join(folder, location.path))
    return `${file}:${location.start.line} ${category.replace(/^lint\//, '')}`
  })
  return { files, found: found.sort(), folder }
}

/** What the fixtures say about themselves: the rules stand behind each line that breaks them. */
async function readExpected(folder: string, files: readonly string[]): Promise<string[]> {
  const expected: string[] = []
  for (const file of files) {
    const lines = (await readFile(join(folder, file), 'utf8')).split('\n')
    lines.forEach((line, index) => {
      const rules = /\/\/ (\w+\/\w+(?: \w+\/\w+)*)$/.exec(line)?.[1]?.split(' ') ?? []
      expected.push(...rules.map((rule) => `${file}:${index + 1} ${rule}`))
    })
  }
  return expected.sort()
}

test('every forbidden import, and nothing else, is found in every row of the import table', async () => {
  const { files, found, folder } = await lint('broken')
  const expected = await readExpected(folder, files)
  expect(expected.length).toBeGreaterThan(500)
  expect(found).toEqual(expected)
})

test('what each row of the import table allows passes', async () => {
  const { files, found } = await lint('allowed')
  expect(files.length).toBeGreaterThan(30)
  expect(found).toEqual([])
})

test('every row has a fixture that breaks it and one that keeps it', async () => {
  const configuration = JSON.parse(await readFile(join(root, 'biome.json'), 'utf8')) as {
    overrides: { includes: string[] }[]
  }
  const trees = await Promise.all((['broken', 'allowed'] as const).map((tree) => lint(tree)))
  for (const { includes } of configuration.overrides) {
    for (const include of includes.filter((glob) => !glob.startsWith('!'))) {
      const asExpression = include
        .replace(/[.]/g, '\\.')
        .replace(/\*\*/g, '\0')
        .replace(/\*/g, '[^/]*')
        .replace(/\0/g, '.*')
      for (const { files } of trees) {
        expect(
          files.filter((file) => new RegExp(`^${asExpression}$`).test(file)),
          include,
        ).not.toEqual([])
      }
    }
  }
})
