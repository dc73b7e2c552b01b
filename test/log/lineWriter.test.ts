import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable, type WritableOptions } from 'node:stream'
import { expect, onTestFinished, test } from 'vitest'
import { createLineWriter } from '../../src/log.ts'

/** An output that takes lines when it is told to. */
function createReader() {
  const taken: string[] = []
  const waiting: ((error?: Error) => void)[] = []
  const stream = new Writable({
    decodeStrings: false,
    autoDestroy: false,
    write(chunk: string, _encoding, callback) {
      waiting.push((error) => {
        if (error === undefined) taken.push(chunk)
        callback(error)
      })
    },
  })
  const losses: number[] = []
  const writer = createLineWriter({ stream, onLost: (count) => losses.push(count) })
  async function answer(error?: Error): Promise<void> {
    while (waiting.length > 0) {
      waiting.shift()?.(error)
      await new Promise(setImmediate)
    }
  }
  return { writer, stream, taken, losses, answer }
}

const line = `${'x'.repeat(9_999)}\n`

test('a reader that has stopped costs a megabyte at the most; what was lost is counted and said once it reads again', async () => {
  const { writer, stream, taken, losses, answer } = createReader()
  for (let count = 0; count < 150; count += 1) writer.write(line)
  expect(stream.writableLength).toBe(1_000_000)
  expect(losses).toEqual([])
  await answer()
  expect(taken).toHaveLength(100)
  expect(losses).toEqual([50])
  writer.write(line)
  await answer()
  expect(taken).toHaveLength(101)
  expect(losses).toEqual([50])
})

test('lines that are refused are counted, and said once lines are taken again', async () => {
  const refusals = [new Error('full'), new Error('full'), undefined]
  const stream = new Writable({
    write: (_chunk, _encoding, callback) => callback(refusals.shift()),
    // As standard output does it, which can be written to after an error.
    destroy(this: Writable & { _undestroy(): void }, error, callback) {
      callback(error)
      this._undestroy()
    },
  } as WritableOptions)
  const losses: number[] = []
  const writer = createLineWriter({ stream, onLost: (count) => losses.push(count) })
  for (const text of ['one\n', 'two\n']) {
    writer.write(text)
    await new Promise(setImmediate)
  }
  expect(losses).toEqual([])
  writer.write('three\n')
  await new Promise(setImmediate)
  expect(losses).toEqual([2])
})

test('draining ends when every line is out', async () => {
  const { writer, taken, answer } = createReader()
  await writer.flush()
  writer.write('one\n')
  let isOut = false
  const flushed = writer.flush().then(() => {
    isOut = true
  })
  await new Promise(setImmediate)
  expect(isOut).toBe(false)
  await answer()
  await flushed
  expect(taken.join('')).toBe('one\n')
})

test('lines for a file are in it at once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kling-lines-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const file = await open(join(folder, 'log'), 'a')
  onTestFinished(() => file.close())
  const stream = Object.assign(new Writable(), { fd: file.fd })
  const writer = createLineWriter({ stream, onLost: () => undefined })
  for (const text of ['one\n', 'zwei ä\n']) writer.write(text)
  expect(await readFile(join(folder, 'log'), 'utf8')).toBe('one\nzwei ä\n')
})
