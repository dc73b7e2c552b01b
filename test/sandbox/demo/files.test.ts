import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fillCommand } from '../../../sandbox/demo/command.ts'
import { createTemporaryFolder, findFolderProblem, nameVideo } from '../../../sandbox/demo/files.ts'
import { createFastClock } from '../../../sandbox/demo/testbed.ts'
import { createManualClock } from '../../support/createManualClock.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'demo-test-'))
})
afterEach(() => rm(folder, { recursive: true }))

test.each([
  ['A red fox, in the snow!', 1, 'a-red-fox-in-the-snow.mp4'],
  ['A red fox', 2, 'a-red-fox-2.mp4'],
  ['../../etc/passwd', 1, 'etc-passwd.mp4'],
  ['紙の舟', 1, '紙の舟.mp4'],
  ['🚣', 1, 'kling-video.mp4'],
  ['x'.repeat(300), 1, 'kling-video.mp4'],
  [`fox ${'snow '.repeat(30)}`, 1, 'fox-snow-snow-snow-snow-snow-snow-snow-snow-snow.mp4'],
])('the prompt %j names the file', (prompt, number, name) => {
  expect(nameVideo(prompt, number)).toBe(name)
})

describe('the command', () => {
  const options = { output: folder, log: false }

  test('begins with a picture of its own where neither words nor picture were given', async () => {
    const { image, prompt } = await fillCommand({ ...options, quality: 'pro' })
    expect(image).toMatchObject({ name: 'paper-boat.png' })
    expect(prompt).toContain('paper boat')
  })

  test('has no picture where only words were given', async () => {
    expect((await fillCommand({ ...options, prompt: 'a fox' })).image).toBeUndefined()
  })

  test('takes the files that were given', async () => {
    await writeFile(join(folder, 'a.png'), 'a')
    const { image, end_image } = await fillCommand({ ...options, image: join(folder, 'a.png') })
    expect(image).toStrictEqual({ name: 'a.png', bytes: Buffer.from('a') })
    expect(end_image).toBeUndefined()
  })

  test('says in a line which file is not there', async () => {
    const image = join(folder, 'none.png')
    await expect(fillCommand({ ...options, image })).rejects.toThrow(`--image: ${image} does not exist`)
    await expect(fillCommand({ ...options, prompt: 'a', endImage: folder })).rejects.toThrow(
      `--end-image: ${folder} is a folder`,
    )
  })
})

describe('the folder for videos', () => {
  test('need not exist yet, and is not made by the look at it', async () => {
    expect(findFolderProblem(join(folder, 'new', 'newer'))).toBeUndefined()
    expect(await readdir(folder)).toStrictEqual([])
  })

  test('must not be a file, nor lie in one', async () => {
    const file = join(folder, 'file')
    await writeFile(file, '')
    expect(findFolderProblem(file)).toBe(`--output: ${file} is not a folder`)
    expect(findFolderProblem(join(file, 'deeper'))).toBe(`--output: ${file} is not a folder`)
  })
})

test('a temporary folder is removed with all that is in it, and forgets the end of the process', async () => {
  const before = process.listenerCount('exit')
  const temporary = createTemporaryFolder()
  await mkdir(join(temporary.path, 'media'))
  await writeFile(join(temporary.path, 'media', 'file'), '')
  temporary.remove()
  await expect(readFile(join(temporary.path, 'media', 'file'))).rejects.toThrow('ENOENT')
  expect(process.listenerCount('exit')).toBe(before)
})

test('a fast clock passes more time, and waits less', async () => {
  const clock = createManualClock()
  const fast = createFastClock(clock, 3)
  const start = fast.now()
  let rings = 0
  fast.after(3_000, () => (rings += 1))
  await clock.advance(999)
  expect(rings).toBe(0)
  await clock.advance(1)
  expect(rings).toBe(1)
  expect(fast.now() - start).toBe(3_000)
})
