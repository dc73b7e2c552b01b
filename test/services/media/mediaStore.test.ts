import { createHash } from 'node:crypto'
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { days, hours } from '../../../src/domain/clock.ts'
import { MediaFull } from '../../../src/domain/contracts/media.ts'
import { createMedia, type MediaOptions } from '../../../src/services/media/mediaStore.ts'
import { createSteppedClock, type SteppedClock } from '../../support/createSteppedClock.ts'
import { createQuietLog } from './support/createQuietLog.ts'

let directory: string
let clock: SteppedClock
const plenty = async () => 1024 ** 4

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'media-'))
  clock = createSteppedClock()
})

afterEach(async () => {
  await rm(directory, { recursive: true })
})

function openMedia(options: Partial<MediaOptions> = {}) {
  return createMedia({
    directory,
    capBytes: 1_000,
    retentionMilliseconds: days(90),
    clock,
    log: createQuietLog(),
    diskFree: plenty,
    ...options,
  })
}

const bytesOf = (fill: number, size = 400) => new Uint8Array(size).fill(fill)
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

async function* streamOf(...chunks: Uint8Array[]) {
  yield* chunks
}

describe('keeping', () => {
  test('nobody but the user of the bot can read what is kept, also by an earlier version', async () => {
    const folder = join(directory, 'deep/er')
    const media = await openMedia({ directory: folder })
    const kept = join(folder, await media.storeStream([bytesOf(1)]))
    const modeOf = async (path: string) => (await stat(path)).mode & 0o777
    expect([await modeOf(folder), await modeOf(kept)]).toEqual([0o700, 0o600])
    await chmod(kept, 0o644)
    await openMedia({ directory: folder })
    expect(await modeOf(kept)).toBe(0o600)
  })

  test('a file is named by the SHA-256 of its bytes and can be read, opened and located', async () => {
    const media = await openMedia()
    const hash = await media.storeStream([bytesOf(1)])
    expect(hash).toBe(hashOf(bytesOf(1)))
    expect(await readdir(directory)).toStrictEqual([hash])
    expect(new Uint8Array(await media.read(hash))).toStrictEqual(bytesOf(1))
    expect(new Uint8Array(await buffer(media.open(hash)))).toStrictEqual(bytesOf(1))
    expect(new Uint8Array(await readFile(media.locate(hash)))).toStrictEqual(bytesOf(1))
  })

  test('a missing directory is made, with those above it', async () => {
    const media = await openMedia({ directory: join(directory, 'a', 'b') })
    const hash = await media.storeStream([bytesOf(1)])
    expect(await readdir(join(directory, 'a', 'b'))).toStrictEqual([hash])
  })

  test('the same bytes are kept once', async () => {
    const media = await openMedia({ capBytes: 2_000 })
    await Promise.all([
      media.storeStream([bytesOf(1)]),
      media.storeStream([bytesOf(1)]),
      media.storeStream(streamOf(bytesOf(1))),
    ])
    await media.storeStream([bytesOf(1)])
    expect(await readdir(directory)).toHaveLength(1)
    await media.storeStream([bytesOf(2)])
    expect(await readdir(directory)).toHaveLength(2)
  })

  test('a stream is kept in pieces', async () => {
    const media = await openMedia()
    const hash = await media.storeStream(Readable.from([bytesOf(1, 100), bytesOf(2, 50)]))
    expect(hash).toBe(hashOf(Buffer.concat([bytesOf(1, 100), bytesOf(2, 50)])))
    expect((await stat(media.locate(hash))).size).toBe(150)
  })

  test('a stream that breaks off leaves nothing behind and throws its own error', async () => {
    const media = await openMedia()
    const broken = new Error('the other side went away')
    async function* breakOff() {
      yield bytesOf(1, 600)
      throw broken
    }
    await expect(media.storeStream(breakOff())).rejects.toBe(broken)
    expect(await readdir(directory)).toStrictEqual([])
    await media.storeStream([bytesOf(1, 1_000)])
  })

  test('a file deleted by hand is written again', async () => {
    const media = await openMedia()
    const hash = await media.storeStream([bytesOf(1)])
    await rm(media.locate(hash))
    expect(await media.storeStream([bytesOf(1)])).toBe(hash)
    expect(await media.read(hash)).toHaveLength(400)
  })

  test('a deleted file is gone, and deleting it again does no harm', async () => {
    const media = await openMedia()
    const hash = await media.storeStream([bytesOf(1)])
    await media.delete(hash)
    await media.delete(hash)
    expect(await readdir(directory)).toStrictEqual([])
    await expect(media.read(hash)).rejects.toThrow('ENOENT')
  })

  test.each(['../../etc/passwd', 'a'.repeat(63), 'A'.repeat(64), `${'a'.repeat(64)}\n`, '', `${'a'.repeat(62)}/b`])(
    '%j is not taken for a hash',
    async (hash) => {
      const media = await openMedia()
      await expect(media.read(hash)).rejects.toThrow(TypeError)
      await expect(media.delete(hash)).rejects.toThrow(TypeError)
      expect(() => media.open(hash)).toThrow(TypeError)
      expect(() => media.locate(hash)).toThrow(TypeError)
    },
  )
})

describe('starting', () => {
  test('half-written files are removed, kept files are known again, foreign files stay', async () => {
    const first = await openMedia()
    const hash = await first.storeStream([bytesOf(1)])
    await writeFile(join(directory, 'lx0abc-12.part'), 'half')
    await writeFile(join(directory, 'notes.txt'), 'mine')
    const second = await openMedia()
    expect((await readdir(directory)).sort()).toStrictEqual([hash, 'notes.txt'].sort())
    // 400 of 1000 bytes are taken, by a file that is too young to go.
    await expect(second.storeStream([bytesOf(2, 601)])).rejects.toThrow(MediaFull)
    await second.storeStream([bytesOf(2, 600)])
  })

  test('the age of a file survives a restart', async () => {
    const first = await openMedia()
    const hash = await first.storeStream([bytesOf(1)])
    clock.advance(days(89))
    await (await openMedia()).sweep()
    expect(await readdir(directory)).toStrictEqual([hash])
    clock.advance(days(1))
    await (await openMedia()).sweep()
    expect(await readdir(directory)).toStrictEqual([])
  })
})

test('a file that is looked for counts as young again, and one that is gone is said to be', async () => {
  const media = await openMedia()
  const hash = await media.storeStream([bytesOf(1)])
  await clock.advance(days(80))
  expect(await media.renew(hash)).toBe(true)
  await clock.advance(days(80))
  await media.sweep()
  expect(await media.renew(hash)).toBe(true)
  await rm(join(directory, hash))
  expect(await media.renew(hash)).toBe(false)
  expect(await media.renew(hashOf(bytesOf(2)))).toBe(false)
})

describe('the cap', () => {
  test('the oldest unreferenced files go first, and only as many as needed', async () => {
    const referenced = new Set<string>()
    const media = await openMedia({ references: { listReferenced: async () => referenced } })
    const oldest = await media.storeStream([bytesOf(1, 300)])
    clock.advance(hours(1))
    const older = await media.storeStream([bytesOf(2, 300)])
    clock.advance(hours(1))
    const young = await media.storeStream([bytesOf(3, 300)])
    clock.advance(hours(1))
    referenced.add(oldest)
    const newest = await media.storeStream([bytesOf(4, 300)])
    expect((await readdir(directory)).sort()).toStrictEqual([oldest, young, newest].sort())
    await expect(media.read(older)).rejects.toThrow('ENOENT')
  })

  test('a file that was put again counts as young', async () => {
    const media = await openMedia()
    const first = await media.storeStream([bytesOf(1)])
    clock.advance(hours(2))
    const second = await media.storeStream([bytesOf(2)])
    clock.advance(hours(2))
    await media.storeStream([bytesOf(1)])
    const third = await media.storeStream([bytesOf(3)])
    expect((await readdir(directory)).sort()).toStrictEqual([first, third].sort())
    expect(second).not.toBe(third)
  })

  test('files younger than an hour stay, since their record may be about to be saved', async () => {
    const media = await openMedia()
    await media.storeStream([bytesOf(1, 600)])
    await expect(media.storeStream([bytesOf(2, 600)])).rejects.toThrow(MediaFull)
    clock.advance(hours(1))
    await media.storeStream([bytesOf(2, 600)])
  })

  test('nothing is removed for what does not fit anyway', async () => {
    const media = await openMedia()
    const hash = await media.storeStream([bytesOf(1)])
    clock.advance(days(1))
    await expect(media.storeStream([bytesOf(2, 1_001)])).rejects.toThrow(MediaFull)
    expect(await readdir(directory)).toStrictEqual([hash])
  })

  test('a stream stops where the cap is reached and leaves nothing behind', async () => {
    const media = await openMedia()
    const full = media.storeStream(streamOf(bytesOf(1, 600), bytesOf(2, 401)))
    await expect(full).rejects.toThrow(MediaFull)
    expect(await readdir(directory)).toStrictEqual([])
    await media.storeStream(streamOf(bytesOf(1, 600), bytesOf(2, 400)))
  })

  test('two streams at once share the cap', async () => {
    const media = await openMedia()
    const both = await Promise.allSettled([
      media.storeStream(streamOf(bytesOf(1, 300), bytesOf(2, 300))),
      media.storeStream(streamOf(bytesOf(3, 300), bytesOf(4, 300))),
    ])
    expect(both.map(({ status }) => status)).not.toStrictEqual(['fulfilled', 'fulfilled'])
    const sizes = await Promise.all((await readdir(directory)).map((name) => stat(join(directory, name))))
    expect(sizes.reduce((sum, { size }) => sum + size, 0)).toBeLessThanOrEqual(1_000)
  })

  test('two files that ask for the last bytes at once do not both get them', async () => {
    const bothAreOpen = async () => {
      while ((await readdir(directory)).length < 2);
      for (let turn = 0; turn < 10; turn += 1) await readdir(directory)
      return plenty()
    }
    const media = await openMedia({ diskFree: bothAreOpen })
    const both = await Promise.allSettled([
      media.storeStream([bytesOf(1, 600)]),
      media.storeStream(Readable.from([bytesOf(2, 600)])),
    ])
    expect(both.map(({ status }) => status).sort()).toStrictEqual(['fulfilled', 'rejected'])
  })

  test('files put at once fill it to the last byte', async () => {
    const media = await openMedia()
    await Promise.all(Array.from({ length: 50 }, (_, index) => media.storeStream([bytesOf(index, 20)])))
    expect(await readdir(directory)).toHaveLength(50)
  })

  test('a disk that runs full is treated like the cap', async () => {
    let free = 64 * 1024 ** 2 + 500
    const media = await openMedia({ diskFree: async () => free })
    await media.storeStream([bytesOf(1)])
    free -= 400
    await expect(media.storeStream([bytesOf(2)])).rejects.toThrow(MediaFull)
  })

  test('a disk that is full while it is written to is MediaFull, with the reason', async () => {
    const media = await openMedia()
    const noSpace = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
    async function* fillDisk() {
      yield bytesOf(1, 100)
      throw noSpace
    }
    await expect(media.storeStream(fillDisk())).rejects.toMatchObject({ name: 'MediaFull', cause: noSpace })
    expect(await readdir(directory)).toStrictEqual([])
  })

  test('the free bytes of the real disk are asked for', async () => {
    const options = { directory, retentionMilliseconds: days(90), clock, log: createQuietLog() }
    const media = await createMedia({ ...options, capBytes: 1_000 })
    await media.storeStream([bytesOf(1)])
    expect(await readdir(directory)).toHaveLength(1)
  })
})

describe('the sweep', () => {
  test('deletes what is past its retention and not needed by unfinished work', async () => {
    let needed = ''
    const media = await openMedia({ references: { listReferenced: async () => new Set([needed]) } })
    needed = await media.storeStream([bytesOf(1, 100)])
    await media.storeStream([bytesOf(2, 200)])
    clock.advance(days(1))
    const fresh = await media.storeStream([bytesOf(3, 300)])
    expect(await media.sweep()).toStrictEqual({ files: 0, bytes: 0 })
    clock.advance(days(89))
    expect(await media.sweep()).toStrictEqual({ files: 1, bytes: 200 })
    expect((await readdir(directory)).sort()).toStrictEqual([needed, fresh].sort())
  })

  test('learns which files were deleted or brought by hand', async () => {
    const media = await openMedia()
    const deleted = await media.storeStream([bytesOf(1, 600)])
    await rm(media.locate(deleted))
    await expect(media.storeStream([bytesOf(2, 700)])).rejects.toThrow(MediaFull)
    await media.sweep()
    await media.storeStream([bytesOf(2, 700)])

    await writeFile(media.locate(hashOf(bytesOf(3, 300))), bytesOf(3, 300))
    await media.sweep()
    await expect(media.storeStream([bytesOf(4, 1)])).rejects.toThrow(MediaFull)
  })

  test('a file put again while it runs is kept', async () => {
    const media = await openMedia()
    await media.storeStream([bytesOf(1)])
    clock.advance(days(90))
    const [, hash] = await Promise.all([media.sweep(), media.storeStream([bytesOf(1)])])
    expect(await media.read(hash)).toHaveLength(400)
  })
})
