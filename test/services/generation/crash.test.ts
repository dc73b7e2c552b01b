import { describe, expect, test } from 'vitest'
import { minutes } from '../../../src/domain/clock.ts'
import type { KnownProvider } from '../../support/catalogue.ts'
import { createOrigin } from './support/createOrigin.ts'
import { attachedPicture, createWorld, textRequest } from './support/createWorld.ts'

interface Crash {
  readonly provider: KnownProvider
  readonly at: number
  readonly moment: 'before' | 'after'
}

/** Runs one command while the process is killed around its n-th write, then lets a new process finish the work. */
async function crash({ provider, at, moment }: Crash) {
  const world = createWorld({ providers: [provider] })
  const first = world.boot()
  await first.start()
  let writes = 0
  let stateAtDeath: string | undefined
  const acknowledgement = { messageId: 'message', ephemeral: false }
  let isKilled = false
  const killAt = () => {
    isKilled = true
    stateAtDeath = world.listOpen()[0]?.state
    first.kill()
  }
  world.script.beforeWrite = () => {
    writes += 1
    if (moment === 'before' && writes === at) killAt()
  }
  world.script.afterWrite = () => {
    if (moment === 'after' && writes === at) killAt()
  }
  // The provider finishes as soon as it has the job.
  world[provider].script.submit.push((accept) => {
    const operation = accept()
    world[provider].succeed(630_000)
    return operation
  })
  void first
    .accept({ request: { ...textRequest, startImage: attachedPicture } }, createOrigin())
    .then(({ generation }) => {
      world.script.findAnswer = () => ({ kind: 'stands', acknowledgement })
      return first.begin(generation.id, acknowledgement)
    })
    .catch(() => {})
  await world.clock.advance(minutes(2))

  world.script.beforeWrite = () => {}
  world.script.afterWrite = () => {}
  const second = world.boot()
  await second.start()
  world[provider].succeed(630_000)
  await world.clock.advance(minutes(1))
  world[provider].succeed(630_000)
  await world.clock.advance(minutes(1))
  await second.stop()
  return { world, writes, stateAtDeath, isKilled }
}

/**
 * received, preparing, queued, submitting, running, found, succeeded, facts, shown, notice intended, finished, removed from
 * open.
 */
const writesOfALife = 11

const crashes = (['runcomfy', 'runware'] as const).flatMap((provider) =>
  Array.from({ length: writesOfALife }, (_, index) => index + 1).flatMap((at) =>
    (['before', 'after'] as const).map((moment) => ({ provider, at, moment })),
  ),
)

describe('a process that is killed', () => {
  test('writes exactly as often in one life as the crashes below assume', async () => {
    const { writes } = await crash({ provider: 'runcomfy', at: Number.POSITIVE_INFINITY, moment: 'before' })
    expect(writes).toBe(writesOfALife)
  })

  test.each(crashes)('at $provider $moment write $at submits once and comes to one end', async (details) => {
    const { world, stateAtDeath, isKilled } = await crash(details)
    expect(isKilled).toBe(true)
    const { counts, jobs } = world[details.provider]
    expect(jobs.size).toBeLessThanOrEqual(1)
    expect(world.listOpen().length).toBe(0)
    const [record] = world.data.generations.values()
    if (record === undefined) {
      // Killed before anything was saved: nobody was told anything, and nothing was sent.
      expect({ at: details.at, moment: details.moment, posts: counts.posts }).toStrictEqual({
        at: 1,
        moment: 'before',
        posts: 0,
      })
      return
    }
    const isUncertain = stateAtDeath === 'submitting'
    if (details.at === 1) {
      // Discord was told nothing.
      expect(record).toMatchObject({ state: 'failed', failure: { kind: 'notAcknowledged' } })
      expect(record.settlement).toStrictEqual({ counted: 0, spent: 0, basis: 'none' })
      expect(counts.posts).toBe(0)
    } else if (isUncertain && details.provider === 'runcomfy') {
      expect(record).toMatchObject({ state: 'unconfirmed', submits: 1 })
      expect(record.settlement).toStrictEqual({ counted: 630_000, spent: 630_000, basis: 'unknown' })
      expect(counts.posts).toBeLessThanOrEqual(1)
    } else {
      expect(record).toMatchObject({ state: 'succeeded' })
      expect(record.settlement).toStrictEqual({ counted: 630_000, spent: 630_000, basis: 'reported' })
      expect(jobs.size).toBe(1)
      expect(counts.posts).toBe(1)
      expect(world.journal).toContain('showFinal succeeded')
      expect(world.notices.length).toBeGreaterThanOrEqual(1)
    }
    // What was shown last is what the record says.
    if (details.at > 1) expect(world.finals.at(-1)?.state).toBe(record.state)
    // A notice is repeated only with its intent saved, so that delivery can look for the first one.
    expect(world.notices.every(({ delivery }) => delivery.noticeIntendedAt !== undefined)).toBe(true)
    expect(world.clock.countTimers()).toBe(0)
  })

  test('with the answer of the POST lost in the crash finds the job again by its task id', async () => {
    const world = createWorld({ providers: ['runware'] })
    const first = world.boot()
    await first.start()
    world.runware.script.submit.push((accept) => {
      accept()
      first.kill()
      return new Promise<string>(() => {})
    })
    await world.ask(first)
    const second = world.boot()
    await second.start()
    world.runware.succeed(630_000)
    await world.clock.advance(minutes(1))
    expect(world.runware.counts.posts).toBe(1)
    expect([...world.data.generations.values()]).toMatchObject([{ state: 'succeeded', submits: 1 }])
    await second.stop()
  })
})
