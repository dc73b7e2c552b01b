import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

async function readSources(folder: string): Promise<(readonly [string, string])[]> {
  const names = await readdir(`${root}/${folder}`, { recursive: true })
  const files = names.filter((name) => name.endsWith('.ts')).map((name) => `${folder}/${name}`)
  return Promise.all(files.map(async (file) => [file, await readFile(`${root}/${file}`, 'utf8')] as const))
}

const exported = /^export (?:async |abstract )*(?:function\*?|const|class|interface|type) (\w+)/gm

test('src/ exports only what another file uses', async () => {
  const sources = (await Promise.all(['src', 'sandbox', 'test', 'bench'].map(readSources))).flat()
  const filesOf = new Map<string, Set<string>>()
  for (const [file, text] of sources) {
    for (const [word] of text.matchAll(/\w+/g)) filesOf.set(word, (filesOf.get(word) ?? new Set()).add(file))
  }
  const needless = sources
    .filter(([file]) => file.startsWith('src/'))
    .flatMap(([file, text]) => [...text.matchAll(exported)].map(([, name = '']) => ({ file, name })))
    .filter(({ name }) => filesOf.get(name)?.size === 1)
  expect(needless).toEqual([])
})
