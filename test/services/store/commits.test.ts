import { expect, test } from 'vitest'
import { createWriter } from '../../../src/services/store/commits.ts'

/** A table whose commits end when they are told to. */
function open({ isWritable = () => true }: { isWritable?: () => boolean } = {}) {
  const commits: { keys: readonly string[]; end: () => void; fail: (error: Error) => void }[] = []
  const write = createWriter<string, string>({
    writeTogether: (keys) =>
      new Promise((resolve, reject) => {
        commits.push({ keys, end: () => resolve(keys.map((key) => `${key} is saved`)), fail: reject })
      }),
    assertWritable: async () => {
      if (!isWritable()) throw new Error('The lease is lost')
    },
  })
  const saved: string[] = []
  const writeNoted = async (key: string, isOver = () => false) => {
    expect(await write(key, isOver)).toBe(`${key} is saved`)
    saved.push(key)
  }
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
  const written = Promise.all(['a', 'b', 'c'].map((key) => write(key)))
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
  const second = Promise.allSettled(['b', 'c'].map((key) => write(key)))
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

test('what the database refuses fails alone, and whoever shared its commit is saved', async () => {
  const { write, commits, keys, saved, settle } = open()
  const first = write('a')
  const others = Promise.allSettled(['b', 'c', 'd'].map((key) => write(key)))
  await settle()
  commits[0]?.end()
  await first
  const refusal = Object.assign(new Error('NOT NULL constraint failed'), { code: 'SQLITE_CONSTRAINT' })
  for (let index = 1; index <= 4; index += 1) {
    await settle()
    const commit = commits[index]
    if (commit?.keys.includes('c')) commit.fail(refusal)
    else commit?.end()
  }
  expect((await others).map(({ status }) => status)).toStrictEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(keys()).toStrictEqual([['a'], ['b', 'c', 'd'], ['b'], ['c'], ['d']])
  expect(saved).toStrictEqual(['a', 'b', 'd'])
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

const locked = () => Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' })

/** As long as another process has the database locked, every try ends so. */
async function lockFor(tries: number, { commits, settle }: Pick<ReturnType<typeof open>, 'commits' | 'settle'>) {
  for (let count = 0; count < tries; count += 1) {
    await settle()
    commits.at(-1)?.fail(locked())
  }
  await settle()
}

test('while the database is locked whoever comes joins the next try, and gives up after as many tries as the first', async () => {
  const { write, commits, keys, saved, settle } = open()
  const first = write('a').catch(() => 'refused')
  await lockFor(5, { commits, settle })
  const second = write('b').catch(() => 'refused')
  await lockFor(1, { commits, settle })
  expect(await first).toBe('refused')
  await lockFor(4, { commits, settle })
  expect(keys().slice(5)).toStrictEqual([['a'], ['b'], ['b'], ['b'], ['b'], ['b']])
  commits.at(-1)?.end()
  await second
  expect(saved).toStrictEqual(['b'])
})

test('all who waited while the database was locked are saved together when it is free', async () => {
  const { write, commits, keys, saved, settle } = open()
  const first = write('a')
  await settle()
  const others = ['b', 'c'].map((key) => write(key))
  await lockFor(2, { commits, settle })
  expect(keys()).toStrictEqual([['a'], ['a', 'b', 'c'], ['a', 'b', 'c']])
  commits.at(-1)?.end()
  await Promise.all([first, ...others])
  expect(saved).toStrictEqual(['a', 'b', 'c'])
})

test('what is given up before it was begun is never written', async () => {
  let isOver = false
  const { write, commits, keys, settle } = open()
  const first = write('a')
  const second = write('b', () => isOver)
  const third = write('c')
  await settle()
  isOver = true
  commits[0]?.end()
  await first
  await expect(second).rejects.toThrow('The store did not answer in time')
  commits[1]?.end()
  await third
  expect(keys()).toStrictEqual([['a'], ['c']])
})
