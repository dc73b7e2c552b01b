import { access, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'

const root = new URL('../../', import.meta.url)

async function readGuide(): Promise<string> {
  return readFile(new URL('docs/contributor.md', root), 'utf8')
}

test('every file and folder that the guide for contributors names is there', async () => {
  const named = [...(await readGuide()).matchAll(/`((?:src|sandbox|test|bench|docs)\/[^`* ]*)`/g)].map(
    ([, path]) => path,
  )
  expect(named.length).toBeGreaterThan(30)
  for (const path of new Set(named)) {
    await expect(access(new URL(String(path), root)), path).resolves.toBeUndefined()
  }
})

test('the walk of a prompt through the house has at most 15 stops', async () => {
  const [, walk = ''] = (await readGuide()).split('## A prompt on its way\n')
  const stops = (walk.split('\n## ')[0] ?? '').match(/^\d+\. /gm) ?? []
  expect(stops.length).toBeGreaterThan(9)
  expect(stops.length).toBeLessThanOrEqual(15)
})
