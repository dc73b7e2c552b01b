import { describe, expect, test } from 'vitest'
import { minutes, seconds } from '../../../src/domain/clock.ts'
import { attachedPicture, createWorld, type keptFrame, type World } from './support/createWorld.ts'

type Process = ReturnType<World['boot']>

const sentence = 'it waits before it is begun again'
const listSuspected = ({ logged }: World) =>
  logged.filter((line) => line.includes(sentence)).map((line) => JSON.parse(line).generationId)

/** The work on this one brings down the process that begins it. */
interface Poison {
  readonly world: World
  readonly id: string
  /** When it was begun, since the beginning of the test. */
  readonly begun: number[]
  /** Starts another process, and lets the time pass. */
  live(milliseconds: number): Promise<Process>
}

/** A generation whose picture kills whoever looks at it. */
async function askWithPoison(): Promise<Poison> {
  const world = createWorld()
  const start = world.clock.now()
  const begun: number[] = []
  let process = world.boot()
  await process.start()
  const poison = () => {
    begun.push(world.clock.now() - start)
    process.kill()
    return new Promise<typeof keptFrame>(() => {})
  }
  world.script.take.push(...Array.from({ length: 100 }, () => poison))
  const id = await world.ask(process, { startImage: attachedPicture })
  return {
    world,
    id,
    begun,
    async live(milliseconds) {
      process = world.boot()
      await process.start()
      await world.clock.advance(milliseconds)
      return process
    },
  }
}

describe('a generation that brings processes down', () => {
  test('is begun a third time only after a pause, and an error line says so', async () => {
    const { world, id, begun, live } = await askWithPoison()
    await live(seconds(1))
    expect(begun).toHaveLength(2)
    expect(listSuspected(world)).toEqual([])
    await live(seconds(59))
    expect(begun).toHaveLength(2)
    expect(listSuspected(world)).toEqual([id])
    await world.clock.advance(seconds(2))
    expect(begun).toHaveLength(3)
  })

  test('waits longer each time', async () => {
    const { begun, live, world } = await askWithPoison()
    await live(0)
    const waits: number[] = []
    for (const _ of [1, 2, 3]) {
      const startedAt = world.clock.now()
      const before = begun.length
      await live(minutes(10))
      expect(begun.length).toBe(before + 1)
      waits.push((begun.at(-1) ?? 0) + Date.UTC(2026, 0, 1) - startedAt)
    }
    expect(waits).toEqual([minutes(1), minutes(2), minutes(4)])
  })

  test('never stops the others', async () => {
    const { world, live } = await askWithPoison()
    await live(0)
    const process = await live(seconds(1))
    const other = await world.ask(process)
    await world.clock.advance(seconds(5))
    world.runcomfy.succeed()
    await world.clock.advance(seconds(30))
    expect(world.read(other)).toMatchObject({ state: 'succeeded', delivery: { deliveredAt: expect.any(Number) } })
  })

  test('may be cancelled all the while', async () => {
    const { world, id, live } = await askWithPoison()
    await live(0)
    const process = await live(seconds(1))
    await process.cancel(id, 'alice')
    await world.clock.advance(seconds(5))
    expect(world.read(id)).toMatchObject({ state: 'cancelled', delivery: { deliveredAt: expect.any(Number) } })
  })

  test('is found among those that merely were there', async () => {
    const { world, id, live } = await askWithPoison()
    for (const each of ['first', 'second']) {
      const record = structuredClone(world.read(id))
      world.data.generations.set(each, {
        ...record,
        id: each,
        state: 'running',
        operation: each,
        provider: 'runcomfy',
      })
    }
    await live(0)
    await live(minutes(3))
    expect(listSuspected(world)).toHaveLength(3)
    await live(minutes(3))
    const before = listSuspected(world).length
    await live(minutes(3))
    expect(listSuspected(world).slice(before)).toEqual([id])
  })
})

test.each([
  ['two orderly stops', async (process: Process) => process.stop()],
  [
    'two deaths, each long after everything was begun',
    async (process: Process, world: World) => {
      await world.clock.advance(minutes(6))
      process.kill()
    },
  ],
])('nobody is suspected after %s', async (_name, end) => {
  const world = createWorld()
  let process = world.boot()
  await process.start()
  const id = await world.ask(process)
  await world.clock.advance(seconds(1))
  for (let lives = 0; lives < 4; lives += 1) {
    await end(process, world)
    process = world.boot()
    await process.start()
  }
  expect(listSuspected(world)).toEqual([])
  expect(world.read(id).state).toBe('running')
})
