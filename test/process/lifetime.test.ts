import { chmod, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findDatabaseFolder, prepareFolder, StartFailure } from '../../src/process/lifetime.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kling-folder-'))
  await writeFile(join(folder, 'file'), 'a file')
  await symlink(join(folder, 'nowhere'), join(folder, 'dangling'))
  await symlink(join(folder, 'circle'), join(folder, 'circle'))
})
afterEach(async () => {
  await chmod(folder, 0o700)
  await rm(folder, { recursive: true, force: true })
})

const prepare = (directory: string) => prepareFolder({ directory, variable: 'MEDIA_DIRECTORY', probe: '.probe' })

test('a folder that is missing is made with all that leads to it, and left empty', async () => {
  const directory = join(folder, 'one', 'two', 'three')
  await prepare(directory)
  await prepare(directory)
  expect(await readdir(directory)).toEqual([])
})

test.each([
  ['file', 'a file is in its place'],
  [join('file', 'media'), 'a file is in its way'],
  ['dangling', 'no folder can be made there'],
  [join('dangling', 'media'), 'no folder can be made there'],
  [join('circle', 'media'), 'a link on its way leads to itself'],
  ['x'.repeat(300), 'its name is too long'],
])('%s is one line with the fix', async (name, reason) => {
  const directory = join(folder, name)
  await expect(prepare(directory)).rejects.toThrow(
    new StartFailure(
      `The folder ${directory} cannot be used: ${reason}. Give it to the user who starts the bot, or name another one in MEDIA_DIRECTORY.`,
    ),
  )
})

test('so is one where the system takes no folders, without hanging', async () => {
  await expect(prepare('/proc/kling/media')).rejects.toThrow(/^The folder \/proc\/kling\/media cannot be used: /)
  await expect(prepare('/proc')).rejects.toThrow(/^The folder \/proc cannot be used: /)
})

// Root may write anywhere.
test.skipIf(process.getuid?.() === 0)('so is one that may not be written', async () => {
  const directory = join(folder, 'closed')
  await mkdir(directory, { mode: 0o500 })
  await expect(prepare(directory)).rejects.toThrow(/this user may not write there/)
})

test('the folder of a database is that of its file', () => {
  expect(findDatabaseFolder('sqlite://data/kling.sqlite')).toBe('data')
  expect(findDatabaseFolder('sqlite:///srv/kling.sqlite')).toBe('/srv')
  expect(findDatabaseFolder('sqlite://:memory:')).toBeUndefined()
})
