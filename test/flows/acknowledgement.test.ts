import { describe, expect, test } from 'vitest'
import type { FaultEffect } from '../../sandbox/discord/faults.ts'
import { hours, minutes, seconds } from '../../src/domain/clock.ts'
import { en } from '../../src/views/text/en.ts'
import { openQueue } from '../support/askPrivately.ts'
import { expectOnce } from '../support/expectOnce.ts'
import { listSubmits } from '../support/listSubmits.ts'
import { readGenerations } from '../support/readGenerations.ts'
import { headOf, says } from '../support/says.ts'
import { startHouse } from '../support/startHouse.ts'
import { type Flow, findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow()
const callback = 'POST /interactions/:interaction/:token/callback'
const original = 'GET /webhooks/:application/:token/messages/:message'
const ready = says.ready

/** Discord takes the answer, and the bot is not told so. */
const afterAcceptance: Record<string, FaultEffect> = {
  'the connection breaks': { kind: 'loseAnswer' },
  'the answer hangs': { kind: 'delayAnswer', milliseconds: minutes(1) },
}
/** Discord does not take the answer. */
const beforeAcceptance: Record<string, FaultEffect> = {
  'the connection breaks before': { kind: 'reset' },
  'the answer is a 502': { kind: 'answer', status: 502 },
  'the answer is a page of Cloudflare’s': { kind: 'answer', status: 403, body: '<html>Just a moment</html>' },
}
const unclear = { ...afterAcceptance, ...beforeAcceptance }

const strike = (flow: Flow, effect: FaultEffect) => void flow.discord.faults.script({ route: callback, effect })

describe('a command whose first answer got no clear word', () => {
  test.each(Object.entries(unclear))('becomes a video: %s', async (name, effect) => {
    const flow = await open()
    strike(flow, effect)
    const sent = await flow.ask()
    await flow.untilTold(sent)
    await expectOnce(flow, sent)
    const attempts = flow.discord.requests.filter(({ route }) => route === callback)
    expect(attempts).toHaveLength(name in afterAcceptance ? 1 : 2)
  })

  test.each(Object.entries(afterAcceptance))('becomes a private video: %s', async (_name, effect) => {
    const flow = await open()
    strike(flow, effect)
    const sent = await flow.ask({ private: true })
    await flow.time.until(() => findStatus(sent).text.includes(ready))
    await flow.time.advance(seconds(10))
    await expectOnce(flow, sent, { mentions: 0 })
  })

  test('waits, and nothing is sent to a provider, until Discord can be asked', async () => {
    const flow = await open()
    strike(flow, { kind: 'loseAnswer' })
    const heal = flow.discord.faults.script({
      route: original,
      times: Number.POSITIVE_INFINITY,
      effect: { kind: 'answer', status: 503 },
    })
    flow.discord.faults.script({
      route: 'GET /channels/:channel/messages',
      times: Number.POSITIVE_INFINITY,
      effect: { kind: 'answer', status: 503 },
    })
    const sent = await flow.ask()
    await flow.time.advance(minutes(2))
    expect(await flow.storedOne()).toMatchObject({ state: 'received' })
    expect(listSubmits(flow)).toEqual([])
    heal()
    await flow.untilTold(sent)
    await expectOnce(flow, sent)
  })

  test('that Discord never took leaves nothing behind', async () => {
    const flow = await open({ variables: { MAX_OPEN_PER_PERSON: '1' } })
    flow.discord.faults.script({
      route: callback,
      when: ({ body }) => JSON.stringify(body).includes('"type":5'),
      times: Number.POSITIVE_INFINITY,
      effect: { kind: 'reset' },
    })
    const sent = await flow.member.run('kling video', { prompt: 'a red fox walks through deep snow' })
    await flow.time.advance(seconds(12))
    expect(await sent.outcome).toBe('didNotRespond')
    expect(await flow.storedOne()).toMatchObject({
      state: 'failed',
      failure: { kind: 'notAcknowledged' },
      settlement: { counted: 0, spent: 0, basis: 'none' },
      delivery: { deliveredAt: expect.any(Number) },
    })
    expect(flow.discord.messages).toEqual([])
    flow.discord.faults.clear()
    await flow.make()
  })
})

describe('another first answer that got no clear word', () => {
  test.each(Object.entries(unclear))('shows the queue once: %s', async (_name, effect) => {
    const flow = await open()
    strike(flow, effect)
    const sent = await flow.member.run('kling queue')
    await flow.time.advance(seconds(5))
    expect(await sent.outcome).toBe('acknowledged')
    expect(flow.discord.messages).toHaveLength(1)
  })

  test.each(Object.entries(unclear))('cancels, and says so: %s', async (_name, effect) => {
    const flow = await open({ kling: { queueMilliseconds: Number.POSITIVE_INFINITY } })
    const status = findStatus(await flow.ask())
    await flow.time.until(() => status.text.includes(says.waitingAtKling))
    strike(flow, effect)
    const click = await flow.member.click(status, { label: 'Cancel (free)' })
    await flow.time.until(() => status.text.startsWith(says.cancelled))
    await flow.time.advance(seconds(5))
    expect(click.followUps.map(({ text }) => text)).toEqual([en.cancel.cancelled])
  })

  test.each(Object.entries(unclear))('tries again once: %s', async (_name, effect) => {
    const flow = await open()
    flow.kling.faults.add({ endpoint: 'submit', effect: { kind: 'renderFails', failure: { kind: 'renderError' } } })
    const status = await flow.make()
    strike(flow, effect)
    const click = await flow.press(status, 'Try again')
    await flow.untilTold(click)
    expect(findStatus(click).text).toContain(ready)
    expect(listSubmits(flow)).toHaveLength(2)
  })
})

/** Takes the bot away when Discord has taken its answer, before it hears of that. */
function crashWhenAcknowledged(flow: Flow): Promise<void> {
  return new Promise((resolve) => {
    const stop = flow.discord.onEvent(({ kind }) => {
      if (kind !== 'interactionAcknowledged') return
      stop()
      resolve(flow.crashBot())
    })
  })
}

describe('a bot that dies', () => {
  test.each([
    ['and the token lives', seconds(30), {}],
    ['in private, and the token lives', seconds(30), { private: true }],
    ['and the token has ended', minutes(20), {}],
    ['and a day has passed', hours(24), {}],
  ])('after Discord took its answer goes on: %s', async (_name, away, values) => {
    const flow = await open()
    const crashed = crashWhenAcknowledged(flow)
    const sent = await flow.member.run('kling video', { prompt: 'a red fox', ...values })
    await flow.time.until(() => sent.acknowledgedAfter !== undefined)
    await crashed
    expect(await flow.storedOne()).toMatchObject({ state: 'received' })
    await flow.time.advance(away)
    await flow.startBot()
    await flow.time.until(() => findStatus(sent).text.includes(ready))
    await flow.time.advance(minutes(1))
    await expectOnce(flow, sent, { mentions: 'private' in values ? 0 : 1 })
  })

  test.each([seconds(30), minutes(20)])(
    'before it answered ends what it accepted in silence: started again after %i ms',
    async (away) => {
      const flow = await open({ variables: { MAX_OPEN_PER_PERSON: '1' } })
      await flow.member.say('Hello')
      const sent = await flow.member.run('kling video', { prompt: 'a red fox' })
      await flow.crashBotWhen(({ state }) => state === 'received')
      await flow.time.advance(away)
      await flow.startBot()
      await flow.time.advance(minutes(1))
      expect(await sent.outcome).toBe('didNotRespond')
      expect(await flow.storedOne()).toMatchObject({ failure: { kind: 'notAcknowledged' } })
      expect(flow.discord.messages).toHaveLength(1)
      expect(flow.discord.requests.filter(({ route }) => route?.startsWith('PATCH'))).toEqual([])
      await flow.make()
    },
  )

  test('and cannot know whether it was seen says so in the list, and has sent nothing', async () => {
    const flow = await open({ variables: { MAX_OPEN_PER_PERSON: '1' } })
    const crashed = crashWhenAcknowledged(flow)
    const sent = await flow.member.run('kling video', { prompt: 'a red fox', private: true })
    await flow.time.until(() => sent.acknowledgedAfter !== undefined)
    await crashed
    await flow.time.advance(minutes(20))
    await flow.startBot()
    await flow.time.advance(minutes(1))
    const queue = await openQueue(flow, flow.member)
    expect(queue.text).toContain(headOf(en.failures.answerUnclear))
    const click = await flow.press(queue, 'Show me')
    expect(click.message?.text).toContain(en.userErrors.nothingCharged)
    expect(listSubmits(flow)).toEqual([])
    await flow.make()
  })
})

test('a command whose answer Discord wants an hour later holds neither place nor money', async () => {
  const house = await startHouse({ variables: { MAX_OPEN_PER_PERSON: '1', MAX_PER_PERSON_PER_DAY: '1' } })
  try {
    const { discord, time, directory } = house
    const member = discord.addUser({ name: 'Ana' }).in(discord.addGuild().addChannel())
    await time.settle()
    discord.faults.script({
      route: callback,
      times: Number.POSITIVE_INFINITY,
      effect: {
        kind: 'answer',
        status: 429,
        headers: { 'retry-after': '3600', 'x-ratelimit-scope': 'shared' },
        body: { message: 'You are being rate limited.', retry_after: 3_600, global: false },
      },
    })
    const first = await member.run('kling video', { prompt: 'a red fox' })
    await time.advance(seconds(12))
    expect(await first.outcome).toBe('didNotRespond')
    expect(await readGenerations(directory)).toMatchObject([
      { failure: { kind: 'notAcknowledged' }, delivery: { deliveredAt: expect.any(Number) } },
    ])
    discord.faults.clear()
    const second = await member.run('kling video', { prompt: 'a red fox' })
    await time.until(() => second.message?.text.includes(ready) ?? false)
    await time.advance(hours(2))
    expect(discord.messages.filter(({ interactionId }) => interactionId === first.id)).toEqual([])
  } finally {
    await house.close()
  }
})
