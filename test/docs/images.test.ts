import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

test('every picture in the docs is shown somewhere, and every picture that is shown is there', async () => {
  const pages = [
    'README.md',
    ...(await readdir(`${root}/docs`)).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`),
  ]
  const texts = await Promise.all(pages.map((page) => readFile(`${root}/${page}`, 'utf8')))
  const shown = texts.flatMap((text) => [...text.matchAll(/images\/([\w-]+\.(?:png|webp))/g)].map(([, name]) => name))
  expect([...new Set(shown)].sort()).toEqual((await readdir(`${root}/docs/images`)).sort())
})
