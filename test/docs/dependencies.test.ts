import { readdir, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { z } from 'zod'

const manifest = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
  overrides: z.record(z.string(), z.string()),
  allowScripts: z.record(z.string(), z.boolean()),
})

async function readRoot(file: string): Promise<string> {
  return readFile(new URL(`../../${file}`, import.meta.url), 'utf8')
}

const lock = z.object({
  packages: z.record(
    z.string(),
    z.looseObject({
      hasInstallScript: z.boolean().optional(),
      optional: z.boolean().optional(),
      dev: z.boolean().optional(),
    }),
  ),
})

test('what the bot runs with has its binaries for every system in the package where it has an install script', async () => {
  const { packages } = lock.parse(JSON.parse(await readRoot('package-lock.json')))
  const scripted = Object.entries(packages).filter(
    ([, { hasInstallScript, optional, dev }]) => hasInstallScript && !optional && !dev,
  )
  expect(scripted.map(([path]) => path)).toEqual(['node_modules/sqlite3'])
  for (const [path] of scripted) {
    const names = await readdir(new URL(`../../${path}/prebuilds`, import.meta.url), { recursive: true })
    const binaries = names.filter((name) => name.endsWith('.node'))
    const systems = ['linux', 'darwin', 'win32'].flatMap((system) => [`${system}-x64`, `${system}-arm64`])
    for (const system of systems) expect(binaries.filter((name) => name.startsWith(system))).not.toEqual([])
    for (const system of ['linux-x64', 'linux-arm64']) {
      expect(binaries.filter((name) => name.startsWith(system) && name.includes('musl'))).toHaveLength(1)
    }
  }
})

test('every dependency is explained, and nothing else', async () => {
  const { dependencies, devDependencies, overrides, allowScripts } = manifest.parse(
    JSON.parse(await readRoot('package.json')),
  )
  const [runTime = '', development = '', besides = ''] = (await readRoot('docs/decisions/0003-dependencies.md'))
    .split('\n## ')
    .slice(1)
  const listed = (section: string) => [...section.matchAll(/^\| `(.+?)` \|/gm)].map(([, name]) => name)
  expect(listed(runTime).sort()).toEqual(Object.keys(dependencies).sort())
  expect(listed(development).sort()).toEqual(Object.keys(devDependencies).sort())
  for (const [name, range] of Object.entries(overrides)) expect(besides).toContain(`\`${name}\` to \`${range}\``)
  for (const name of Object.keys(allowScripts)) expect(besides).toContain(`\`allowScripts\`: \`${name}\``)
})
