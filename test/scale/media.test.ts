import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { days, hours } from '../../src/domain/clock.ts'
import { MediaFull } from '../../src/domain/contracts/media.ts'
import { createFileIndex, type StoredFile } from '../../src/services/media/files.ts'
import { createDiskQuota, createMedia } from '../../src/services/media/mediaStore.ts'
import { createQuietLog } from '../services/media/support/createQuietLog.ts'
import { createSteppedClock } from '../support/createSteppedClock.ts'

const count = 10_000
const openCount = 1_000
const fileSize = 1_000_000
const mebibyte = 1024 ** 2

/** A folder at its cap, whose oldest files are needed still, and counters of whatever is asked. */
function createFullFolder({ isAllYoung = false } = {}) {
  const clock = createSteppedClock()
  const files = Array.from({ length: count }, (_each, index): StoredFile => {
    const age = isAllYoung ? 0 : days(30) - index
    return { hash: index.toString(16).padStart(64, '0'), size: fileSize, storedAt: clock.now() - age }
  })
  const referenced = new Set(files.slice(0, openCount).map(({ hash }) => hash))
  const asked: number[] = []
  const removed: string[] = []
  let statfsCalls = 0
  const index = createFileIndex(files)
  const quota = createDiskQuota({
    index,
    capBytes: count * fileSize,
    clock,
    references: {
      async listReferenced(hashes) {
        asked.push(hashes.length)
        return referenced
      },
    },
    async diskFree() {
      statfsCalls += 1
      return 1024 ** 5
    },
    async remove(hash) {
      removed.push(hash)
      index.delete(hash)
    },
  })
  return { clock, files, index, quota, asked, removed, countStatfs: () => statfsCalls }
}

async function reserveVideo({ quota }: ReturnType<typeof createFullFolder>, bytes: number): Promise<void> {
  const piece = 64 * 1024
  for (let written = 0; written < bytes; written += piece) await quota.reserve(piece)
}

test('a video into a full folder asks for the oldest once, a batch at a time', async () => {
  const folder = createFullFolder()

  await reserveVideo(folder, 48 * mebibyte)

  // The ten batches of those that are needed, and those that go.
  expect(folder.asked.length).toBeLessThanOrEqual(12)
  expect(Math.max(...folder.asked)).toBeLessThanOrEqual(100)
  expect(folder.countStatfs()).toBe(1)
  expect(folder.removed).toStrictEqual(
    folder.files.slice(openCount, openCount + folder.removed.length).map(({ hash }) => hash),
  )
  // One percent of the folder and the first piece, so that the next videos find room at once.
  expect(folder.removed).toHaveLength(101)
  expect(folder.index.size).toBe((count - folder.removed.length) * fileSize)
})

test('ten videos cost a few looks more, not ten times as many', async () => {
  const folder = createFullFolder()

  for (let video = 0; video < 10; video += 1) await reserveVideo(folder, 48 * mebibyte)

  expect(folder.asked.length).toBeLessThanOrEqual(75)
  expect(folder.removed.length * fileSize).toBeGreaterThanOrEqual(10 * 48 * mebibyte)
  expect(folder.removed.length * fileSize).toBeLessThanOrEqual(11 * 48 * mebibyte + count * fileSize * 0.01)
})

test('a folder full of files that may not go refuses without asking anybody', async () => {
  const folder = createFullFolder({ isAllYoung: true })

  await expect(folder.quota.reserve(1)).rejects.toThrow(MediaFull)

  expect(folder.asked).toStrictEqual([])
  expect(folder.removed).toStrictEqual([])
})

test('the file system is asked again after a while, and before anything is refused for its sake', async () => {
  const folder = createFullFolder()
  await folder.quota.reserve(1)
  await folder.quota.reserve(1)
  expect(folder.countStatfs()).toBe(1)

  folder.clock.advance(1_000)
  await folder.quota.reserve(1)
  expect(folder.countStatfs()).toBe(2)

  await folder.quota.reserve(1024 ** 5).catch(() => undefined)
  expect(folder.countStatfs()).toBe(3)
})

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'media-'))
})
afterEach(() => rm(directory, { recursive: true }))

test('a sweep lets whoever waits for room in between two batches', async () => {
  const clock = createSteppedClock()
  const media = await createMedia({
    directory,
    capBytes: 1024 ** 3,
    retentionMilliseconds: days(90),
    clock,
    log: createQuietLog(),
    diskFree: async () => 1024 ** 5,
  })
  const old = 250
  await Promise.all(
    Array.from({ length: old }, (_each, index) => media.storeStream([new Uint8Array([index, index >> 8])])),
  )
  clock.advance(days(91))

  const sweeping = media.sweep()
  const hash = await media.storeStream([new Uint8Array([1, 2, 3])])
  const left = await readdir(directory)
  await expect(sweeping).resolves.toMatchObject({ files: old })

  expect(left.length).toBeGreaterThan(1)
  expect(await readdir(directory)).toStrictEqual([hash])
  clock.advance(hours(1))
})
