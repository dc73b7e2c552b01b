import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { z } from 'zod'

const pictures = z.object({
  page: z.string(),
  drawHouse: z.function({ input: [z.string()], output: z.promise(z.string()) }),
})

test('the pictures of the house show what imports what; `npm run house` draws them anew', async () => {
  const { page, drawHouse } = pictures.parse(
    await import(fileURLToPath(new URL('../../.ci/drawHouse.mjs', import.meta.url))),
  )
  const text = await readFile(page, 'utf8')
  expect(text.match(/```mermaid\nflowchart/g)).toHaveLength(2)
  expect(await drawHouse(text)).toBe(text)
})
