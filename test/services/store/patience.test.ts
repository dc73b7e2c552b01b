import { expect, test } from 'vitest'
import { setting } from '../../../src/domain/contracts/store.ts'
import { createKeyQueue } from '../../../src/lib/concurrency.ts'
import { createLog } from '../../../src/log.ts'
import { createCollection } from '../../../src/services/store/collection.ts'
import { createPatience } from '../../../src/services/store/failures.ts'
import { createQuarantine } from '../../../src/services/store/quarantine.ts'
import { createSteppedClock } from '../../support/createSteppedClock.ts'

/** Lets promises go on until nothing moves any more. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

/** A collection on a disk that answers when it is told to. */
function open() {
  const clock = createSteppedClock()
  const statements: { readonly what: string; readonly end: () => void }[] = []
  const hang = (what: string) =>
    new Promise<never[]>((resolve) => void statements.push({ what, end: () => resolve([]) }))
  const table = {
    name: 'settings',
    keyv: { setMany: (entries: { key: string }[]) => hang(`write ${entries.map(({ key }) => key)}`), delete: hang },
    query: () => hang('read'),
  }
  const collection = createCollection({
    table: table as unknown as Parameters<typeof createCollection>[0]['table'],
    format: { schema: setting },
    queues: createKeyQueue(),
    limit: createPatience(clock),
    quarantine: createQuarantine({
      connection: { writeTogether: async () => {} },
      unreadable: table,
      clock,
      log: createLog({ level: 'silent', secrets: [] }),
    }),
    assertOpen: () => {},
    assertWritable: async () => {},
  })
  return { clock, collection, statements, what: () => statements.map(({ what }) => what) }
}

const record = { version: 0, value: 'x' }
const note = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    (error: Error) => error.message,
  )

test('a disk that hangs is given up two seconds after the call, whatever the call waits for', async () => {
  const { clock, collection, what } = open()
  const first = note(collection.put('a', record))
  clock.advance(1_000)
  const sameKey = note(collection.put('a', record))
  const sameCommit = note(collection.put('b', record))
  const reading = note(collection.get('c'))
  await settle()
  clock.advance(1_000)
  expect(await first).toBe('The store did not answer in time')
  clock.advance(1_000)
  expect(await Promise.all([sameKey, sameCommit])).toEqual(Array(2).fill(await first))
  expect(await reading).toBe('The store did not answer in time')
  expect(what().sort()).toEqual(['read', 'write a'])
  expect(clock.countTimers()).toBe(0)
})

test('what was given up before it began does not happen later', async () => {
  const { clock, collection, statements, what } = open()
  const calls = [collection.put('a', record), collection.put('a', record), collection.put('b', record)].map(note)
  calls.push(note(collection.delete('a')))
  await settle()
  clock.advance(2_000)
  for (const outcome of await Promise.all(calls)) expect(outcome).toContain('did not answer in time')
  statements[0]?.end()
  await settle()
  expect(what()).toEqual(['write a'])
})

test('a process that stood still hears first of what has come about meanwhile', async () => {
  const { clock, collection, statements } = open()
  const call = note(collection.put('a', record))
  await settle()
  statements[0]?.end()
  clock.advance(1_999)
  expect(await call).toBe('done')
})
