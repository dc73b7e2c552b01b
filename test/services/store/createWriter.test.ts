import { expect, test } from 'vitest'
import { createWriter } from '../../../src/services/store/createWriter.ts'

type Entries = readonly { readonly key: string; readonly value: unknown }[]

/** A table whose commits end when they are told to. */
function open({ isWritable = () => true }: { isWritable?: () => boolean } = {}) {
  const commits: { keys: string[]; end: () => void; fail: (error: Error) => void }[] = []
  const keyv = {
    setMany: (entries: Entries) =>
      new Promise<boolean[]>((resolve, reject) => {
        commits.push({ keys: entries.map(({ key }) => key), end: () => resolve([]), fail: reject })
      }),
  }
  const write = createWriter({
    table: { keyv } as unknown as Parameters<typeof createWriter>[0]['table'],
    assertWritable: async () => {
      if (!isWritable()) throw new Error('The lease is lost')
    },
  })
  const saved: string[] = []
  const writeNoted = (key: string) => write(key, {}).then(() => void saved.push(key))
  /** Lets promises go on until nothing moves any more. */
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve))
  return { write: writeNoted, commits, saved, settle, keys: () => commits.map(({ keys }) => keys) }
}

test('a write that comes alone goes at once', async () => {
  const { write, commits, keys, saved, settle } = open()
  const written = write('a')
  await settle()
  expect(keys()).toStrictEqual([['a']])
  expect(saved).toStrictEqual([])
  commits[0]?.end()
  await written
  expect(saved).toStrictEqual(['a'])
})

test('what comes during a commit shares the next one, and none is saved before it ends', async () => {
  const { write, commits, keys, saved, settle } = open()
  const written = Promise.all(['a', 'b', 'c'].map(write))
  await settle()
  expect(keys()).toStrictEqual([['a']])
  commits[0]?.end()
  await settle()
  expect(keys()).toStrictEqual([['a'], ['b', 'c']])
  expect(saved).toStrictEqual(['a'])
  commits[1]?.end()
  await written
  expect(saved).toStrictEqual(['a', 'b', 'c'])
})

test('a failed commit fails all that is in it and nothing else', async () => {
  const { write, commits, saved, settle } = open()
  const first = write('a')
  const second = Promise.allSettled(['b', 'c'].map(write))
  await settle()
  commits[0]?.end()
  await first
  await settle()
  commits[1]?.fail(new Error('The disk is full'))
  expect((await second).map(({ status }) => status)).toStrictEqual(['rejected', 'rejected'])
  const third = write('d')
  await settle()
  commits[2]?.end()
  await third
  expect(saved).toStrictEqual(['a', 'd'])
})

test('what waited is not written once another process may write', async () => {
  let isOurs = true
  const { write, commits, keys, settle } = open({ isWritable: () => isOurs })
  const first = write('a')
  const second = write('b')
  await settle()
  isOurs = false
  commits[0]?.end()
  await first
  await expect(second).rejects.toThrow('The lease is lost')
  expect(keys()).toStrictEqual([['a']])
})

test('a crowd is written in commits of a size that SQLite takes', async () => {
  const { write, commits, keys, settle } = open()
  const written = Promise.all(Array.from({ length: 500 }, (_each, index) => write(String(index))))
  for (let count = 0; count < 4; count += 1) {
    await settle()
    commits[count]?.end()
  }
  await written
  expect(keys().map(({ length }) => length)).toStrictEqual([1, 200, 200, 99])
})
