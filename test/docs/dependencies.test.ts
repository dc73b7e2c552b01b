import { readFile } from 'node:fs/promises'
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
