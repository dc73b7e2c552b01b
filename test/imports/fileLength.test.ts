import { readdir, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'

const root = new URL('../../', import.meta.url)
const most = 300

test.each(['src', 'sandbox'])('no module in %s is longer than 300 lines', async (folder) => {
  const files = (await readdir(new URL(folder, root), { recursive: true })).filter((file) => file.endsWith('.ts'))
  expect(files.length).toBeGreaterThan(100)
  const long: string[] = []
  for (const file of files) {
    const lines = (await readFile(new URL(`${folder}/${file}`, root), 'utf8')).split('\n').length - 1
    if (lines > most) long.push(`${file}: ${lines}`)
  }
  expect(long).toEqual([])
})
