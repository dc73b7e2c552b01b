import { describe, expect, test } from 'vitest'
import { days, hours, minutes, seconds } from '../../../src/domain/clock.ts'
import type { ShowOutcome } from '../../../src/domain/contracts/delivery.ts'
import { StoreFailure } from '../../../src/domain/contracts/store.ts'
import type { Generation } from '../../../src/domain/generation.ts'
import { createOrigin } from './support/createOrigin.ts'
import { createWorld, type World } from './support/createWorld.ts'
import { startWorld } from './support/startWorld.ts'

const notShown = (reason: Extract<ShowOutcome, { shown: false }>['reason']) => () => ({ shown: false, reason }) as const
const target = { applicationId: 'application', token: 'A-Very-Fake-Token', uploadLimit: 1 }

async function succeed(world: World, bot: Awaited<ReturnType<typeof startWorld>>['bot']) {
  const id = await world.ask(bot)
  world.runcomfy.succeed()
  await world.clock.advance(seconds(10))
  return id
}

describe('a finished generation', () => {
  test('is shown, then its notice is intended, then sent, then it is closed', async () => {
    const { world, bot } = await startWorld()
    world.script.showFinal.push(({ id }) => ({ shown: true, uploads: { [id]: 'https://cdn.test/video.mp4' } }))
    const id = await succeed(world, bot)
    expect(world.finals.map(({ delivery }) => delivery)).toStrictEqual([{}])
    expect(world.notices.map(({ delivery }) => delivery)).toStrictEqual([
      {
        shownAt: expect.any(Number),
        noticeIntendedAt: expect.any(Number),
        uploadedUrl: 'https://cdn.test/video.mp4',
      },
    ])
    expect(world.listOpen().length).toBe(0)
    expect(world.read(id).delivery.deliveredAt).toBeGreaterThan(0)
    expect(await bot.list('alice')).toStrictEqual([])
  })

  test('whose message is deleted is told of once, and stays listed as unseen for seven days', async () => {
    const { world, bot } = await startWorld()
    world.script.showFinal.push(...Array.from({ length: 100 }, () => notShown('messageGone')))
    const id = await succeed(world, bot)
    await world.clock.advance(days(7) - hours(2))
    expect(world.notices).toHaveLength(1)
    expect(world.noticeCircumstances).toMatchObject([{ isRepeated: false, isMessageGone: true, isShown: false }])
    expect((await bot.list('alice')).map(({ generation }) => generation.id)).toStrictEqual([id])
    await world.clock.advance(hours(3))
    expect(await bot.list('alice')).toStrictEqual([])
    expect(world.isClosed(id)).toBe(true)
  })

  test.each([
    ['noRoute', 60],
    ['closed', 200],
    ['failed', 1_100],
    ['refused', 60],
  ] as const)('is listed and tried again after %s for seven days, with pauses that grow', async (reason, most) => {
    const { world, bot } = await startWorld()
    world.script.showFinal.push(...Array.from({ length: 3_000 }, () => notShown(reason)))
    const id = await succeed(world, bot)
    await world.clock.advance(days(7) - hours(2))
    const attempts = world.finals.length
    expect(attempts).toBeGreaterThan(20)
    expect(attempts).toBeLessThan(most)
    expect((await bot.list('alice')).map(({ generation }) => generation.id)).toStrictEqual([id])
    expect(world.notices).toHaveLength(0)
  })

  test.each(['closed', 'failed'] as const)('arrives within the hour when %s ends after days', async (reason) => {
    const { world, bot } = await startWorld()
    world.script.showFinal.push(...Array.from({ length: 3_000 }, () => notShown(reason)))
    const id = await succeed(world, bot)
    await world.clock.advance(days(6))
    world.script.showFinal.length = 0
    await world.clock.advance(hours(1))
    expect(world.read(id).delivery).toHaveProperty('deliveredAt')
    expect(world.notices).toHaveLength(1)
  })

  test('says in the log when it is tried again', async () => {
    const { world, bot } = await startWorld()
    world.script.showFinal.push(notShown('closed'))
    const id = await succeed(world, bot)
    const line = world.logged.find((each) => each.includes('A finished generation is not delivered yet'))
    expect(JSON.parse(line ?? '{}')).toMatchObject({ generationId: id, reason: 'closed', secondsUntilNext: 60 })
  })

  test('in an archived thread: the notice goes first, since it reopens the thread', async () => {
    const { world, bot } = await startWorld()
    world.script.showFinal.push(notShown('archived'))
    const id = await succeed(world, bot)
    expect(world.journal.filter((line) => /^(showFinal|notify)/.test(line))).toStrictEqual([
      'showFinal succeeded',
      'notify succeeded',
      'showFinal succeeded',
    ])
    expect(world.read(id).delivery).toHaveProperty('deliveredAt')
  })

  test('in an archived thread that the notice did not reopen is told of only once', async () => {
    const { world, bot } = await startWorld()
    world.script.showFinal.push(...Array.from({ length: 4 }, () => notShown('archived')))
    const id = await succeed(world, bot)
    await world.clock.advance(hours(1))
    expect(world.notices).toHaveLength(1)
    expect(world.finals).toHaveLength(5)
    expect(world.read(id).delivery).toHaveProperty('deliveredAt')
  })

  test('that was cancelled in an archived thread posts nothing', async () => {
    const { world, bot } = await startWorld()
    const id = await world.ask(bot)
    world.script.showFinal.push(notShown('archived'))
    await bot.cancel(id, 'alice')
    await world.clock.advance(minutes(5))
    expect(world.notices).toHaveLength(0)
    expect(world.isClosed(id)).toBe(true)
  })

  test('keeps no token of the interaction once it is closed', async () => {
    const { world, bot } = await startWorld()
    const id = await succeed(world, bot)
    expect(world.data.generations.get(id)?.origin.token).toBe('')
  })
})

describe('a notice that could not be sent', () => {
  test('is tried again later, and known as a repetition', async () => {
    const { world, bot } = await startWorld()
    world.script.notify.push(...Array.from({ length: 6 }, () => () => 'later' as const))
    const id = await succeed(world, bot)
    expect((await bot.list('alice')).map(({ generation }) => generation.id)).toStrictEqual([id])
    await world.clock.advance(hours(2))
    expect(world.finals).toHaveLength(1)
    expect(world.noticeCircumstances.map(({ isRepeated }) => isRepeated)).toStrictEqual([false, ...Array(6).fill(true)])
    expect(world.read(id).delivery).toMatchObject({
      noticedAt: expect.any(Number),
      deliveredAt: expect.any(Number),
    })
  })

  test('where direct messages turn out to be closed is told here, as for the first time, with that saved before', async () => {
    const { world, bot } = await startWorld()
    world.script.notify.push(...(['later', 'closed', 'later'] as const).map((outcome) => () => outcome))
    const id = await succeed(world, bot)
    await world.clock.advance(hours(2))
    expect(world.noticeCircumstances.map(({ isRepeated }) => isRepeated)).toStrictEqual([false, true, false, true])
    const isHere = world.notices.map(({ delivery }) => delivery.noticeHereAt !== undefined)
    expect(isHere).toStrictEqual([false, false, true, true])
    expect(world.read(id).delivery).toHaveProperty('noticedAt')
  })

  test('for a day is not sent any more, where the video stands in its message', async () => {
    const { world, bot } = await startWorld()
    world.script.notify.push(...Array.from({ length: 1_000 }, () => () => 'later' as const))
    const id = await succeed(world, bot)
    await world.clock.advance(days(1) + hours(2))
    expect(world.notices.length).toBeLessThan(50)
    expect(world.read(id).delivery).toHaveProperty('deliveredAt')
    expect(world.read(id).delivery).not.toHaveProperty('noticedAt')
  })
})

describe('what could not be shown', () => {
  const nextAttempt = async (world: World, change: () => void, limit: number) => {
    const before = world.finals.length
    change()
    let waited = 0
    while (world.finals.length === before && waited < limit) {
      await world.clock.advance(1_000)
      waited += 1_000
    }
    return waited
  }

  test('is tried at once when its server, its channel, or something anywhere has changed', async () => {
    const { world, bot } = await startWorld()
    world.script.showFinal.push(...Array.from({ length: 1_000 }, () => notShown('closed')))
    const id = await world.ask(bot, {}, { guildId: 'guild', channelId: 'channel' })
    world.runcomfy.succeed()
    await world.clock.advance(hours(5))
    for (const place of [{ guildId: 'guild' }, { channelId: 'channel' }, {}]) {
      const waited = await nextAttempt(world, () => bot.reopen(place), hours(1))
      expect(waited).toBeLessThanOrEqual(seconds(10))
      await world.clock.advance(hours(2))
    }
    expect(world.journal.filter((line) => line === `reopen ${id}`)).toHaveLength(3)
  })

  test('is left alone when another place has changed', async () => {
    const { world, bot } = await startWorld()
    world.script.showFinal.push(...Array.from({ length: 1_000 }, () => notShown('closed')))
    await world.ask(bot, {}, { guildId: 'guild', channelId: 'channel' })
    world.runcomfy.succeed()
    await world.clock.advance(hours(5))
    const before = world.finals.length
    bot.reopen({ guildId: 'another' })
    bot.reopen({ channelId: 'another' })
    await world.clock.advance(minutes(1))
    expect(world.finals.length).toBe(before)
    expect(world.journal.some((line) => line.startsWith('reopen'))).toBe(false)
  })

  test('is asked of Discord now and then only, however often its server changes', async () => {
    const { world, bot } = await startWorld()
    world.script.showFinal.push(...Array.from({ length: 1_000 }, () => notShown('closed')))
    await world.ask(bot, {}, { guildId: 'guild' })
    world.runcomfy.succeed()
    await world.clock.advance(minutes(1))
    const before = world.finals.length
    for (let second = 0; second < 3_600; second += 1) {
      bot.reopen({ guildId: 'guild' })
      await world.clock.advance(seconds(1))
    }
    expect(world.finals.length - before).toBeLessThan(20)
  })

  test('of many people in one server is tried one by one', async () => {
    const { world, bot } = await startWorld({ slots: { runcomfy: 200 } })
    world.script.showFinal.push(...Array.from({ length: 100 }, () => notShown('closed')))
    for (let count = 0; count < 100; count += 1) await world.ask(bot, {}, { guildId: 'guild', userId: `user-${count}` })
    world.runcomfy.succeed()
    await world.clock.advance(seconds(30))
    world.finals.length = 0
    bot.reopen({ guildId: 'guild' })
    await world.clock.advance(seconds(10))
    expect(world.finals.length).toBeGreaterThan(15)
    expect(world.finals.length).toBeLessThan(22)
    await world.clock.advance(minutes(1))
    expect(world.listOpen().length).toBe(0)
  })
})

describe('a finished generation, whatever happens,', () => {
  test('arrives when an edit that failed works later', async () => {
    const { world, bot } = await startWorld()
    world.script.showFinal.push(notShown('failed'), notShown('failed'))
    const id = await succeed(world, bot)
    await world.clock.advance(minutes(1))
    expect(world.read(id).delivery).toHaveProperty('deliveredAt')
    expect(world.notices).toHaveLength(1)
  })

  test('is delivered at the next start when the process died before', async () => {
    const { world, bot } = await startWorld()
    world.script.showFinal.push(() => {
      bot.kill()
      return { shown: true }
    })
    const id = await succeed(world, bot)
    const next = world.boot()
    await next.start()
    await world.clock.advance(0)
    expect(world.read(id).delivery).toHaveProperty('deliveredAt')
    expect(world.finals).toHaveLength(2)
    expect(world.notices).toHaveLength(1)
  })

  test('keeps the first intent of its notice over a restart', async () => {
    const { world, bot } = await startWorld()
    world.script.beforeWrite = ({ record }) => {
      if ((record as Generation | undefined)?.delivery?.deliveredAt !== undefined) bot.kill()
    }
    await succeed(world, bot)
    world.script.beforeWrite = () => {}
    await world.clock.advance(minutes(3))
    const next = world.boot()
    await next.start()
    await world.clock.advance(0)
    expect(world.finals).toHaveLength(1)
    expect(new Set(world.notices.map(({ delivery }) => delivery.noticeIntendedAt)).size).toBe(1)
    expect(world.notices).toHaveLength(2)
    expect(world.listOpen().length).toBe(0)
  })

  test('is not shown twice when the store fails while that is saved', async () => {
    const { world, bot } = await startWorld()
    let failures = 3
    world.script.beforeWrite = ({ record }) => {
      if (
        (record as { delivery?: { shownAt?: number } } | undefined)?.delivery?.shownAt !== undefined &&
        failures > 0
      ) {
        failures -= 1
        throw new StoreFailure('locked')
      }
    }
    const id = await succeed(world, bot)
    await world.clock.advance(minutes(1))
    expect(world.finals).toHaveLength(1)
    expect(world.read(id).delivery).toHaveProperty('deliveredAt')
  })

  test('that was cancelled is shown without a notice', async () => {
    const { world, bot } = await startWorld()
    const id = await world.ask(bot)
    await bot.cancel(id, 'alice')
    await world.clock.advance(0)
    expect(world.finals.map(({ state }) => state)).toStrictEqual(['cancelled'])
    expect(world.notices).toHaveLength(0)
    expect(world.isClosed(id)).toBe(true)
  })

  test('that was abandoned is kept, shown without a notice, and listed until it is asked for', async () => {
    const { world, bot } = await startWorld({ providers: ['runware'] })
    const id = await world.ask(bot)
    await bot.hide(id, 'alice')
    world.runware.succeed()
    await world.clock.advance(seconds(10))
    expect(world.notices).toHaveLength(0)
    expect(world.finals).toHaveLength(1)
    expect(await bot.list('alice')).toMatchObject([
      { generation: { id, state: 'succeeded', result: { hash: 'hash-video' } } },
    ])
    await bot.redeliver(id, target)
    expect(await bot.list('alice')).toStrictEqual([])
    expect(world.journal).toContain('showPrivately succeeded')
  })
})

describe('redeliver', () => {
  test('shows it privately and closes it', async () => {
    const { world, bot } = await startWorld()
    world.script.showFinal.push(notShown('noRoute'))
    const id = await succeed(world, bot)
    await bot.redeliver(id, target)
    expect(world.listOpen().length).toBe(0)
    expect(world.read(id).delivery).toHaveProperty('deliveredAt')
  })

  test('shows a closed one again', async () => {
    const { world, bot } = await startWorld()
    const id = await succeed(world, bot)
    await expect(bot.redeliver(id, target)).resolves.toBeUndefined()
  })

  test('leaves it unseen when the private message could not be shown', async () => {
    const { world, bot } = await startWorld()
    world.script.showFinal.push(notShown('noRoute'))
    const id = await succeed(world, bot)
    world.script.showPrivately.push(notShown('failed'))
    const { settlement } = world.read(id)
    await expect(bot.redeliver(id, target)).rejects.toMatchObject({
      reason: { code: 'notShown', about: { settlement } },
    })
    expect(await bot.list('alice')).toHaveLength(1)
  })

  test('refuses nothing any more once it is shown, though the bot is being stopped', async () => {
    const { world, bot } = await startWorld()
    world.script.showFinal.push(notShown('noRoute'))
    const id = await succeed(world, bot)
    world.script.showPrivately.push(() => {
      void bot.stop()
      return { shown: true }
    })
    await expect(bot.redeliver(id, target)).resolves.toBeUndefined()
  })

  test('refuses what is unknown or still going on', async () => {
    const { world, bot } = await startWorld()
    const id = await world.ask(bot)
    await expect(bot.redeliver(id, target)).rejects.toMatchObject({ reason: { code: 'notFound' } })
    await expect(bot.redeliver('nobody', target)).rejects.toMatchObject({ reason: { code: 'notFound' } })
  })
})

describe('refresh', () => {
  const renewed = { token: 'A-Very-Fake-New-Token' }

  test('hands the new token on before it shows the present state', async () => {
    const { world, bot } = await startWorld()
    const id = await world.ask(bot)
    world.journal.length = 0
    await bot.refresh(id, renewed)
    expect(world.journal).toStrictEqual([`renewToken ${id} A-Very-Fake-New-Token`, 'show running'])
  })

  test('saves the token where no other way leads to the message', async () => {
    const world = createWorld()
    const bot = world.boot()
    await bot.start()
    const { generation } = await bot.accept(
      {
        request: {
          scene: { kind: 'prompt', prompt: 'x' },
          duration: 5,
          aspectRatio: '16:9',
          quality: 'standard',
          sound: true,
        },
      },
      createOrigin(),
    )
    await bot.begin(generation.id, { messageId: 'message', ephemeral: true })
    await world.clock.advance(0)
    await bot.refresh(generation.id, renewed)
    const tokenExpiresAt = world.clock.now() + minutes(15)
    expect(world.read(generation.id).origin).toMatchObject({ ...renewed, tokenExpiresAt })
  })

  test('delivers a finished one that nothing could reach', async () => {
    const { world, bot } = await startWorld()
    world.script.showFinal.push(notShown('noRoute'))
    const id = await succeed(world, bot)
    await bot.refresh(id, renewed)
    await world.clock.advance(0)
    expect(world.read(id).delivery).toHaveProperty('deliveredAt')
    expect(world.notices).toHaveLength(1)
  })

  test('refuses an unknown generation', async () => {
    const { bot } = await startWorld()
    await expect(bot.refresh('nobody', renewed)).rejects.toMatchObject({ reason: { code: 'notFound' } })
  })
})

describe('list', () => {
  test('holds what is open or unseen of one person, newest first, with the place of those that wait', async () => {
    const { world, bot } = await startWorld({ slots: { runcomfy: 1 }, providers: ['runcomfy'] })
    const running = await world.ask(bot)
    await world.clock.advance(1)
    await world.ask(bot, {}, { userId: 'bob' })
    await world.clock.advance(1)
    const waiting = await world.ask(bot)
    expect((await bot.list('alice')).map(({ generation, position }) => [generation.id, position])).toStrictEqual([
      [waiting, 1],
      [running, undefined],
    ])
    expect(await bot.list('carol')).toStrictEqual([])
  })
})
