import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { finalStates, type Job } from '../../../../sandbox/kling/job.ts'
import type { GivenValue, Scene, ShownMessage } from '../../../../sandbox/web/protocol.ts'
import { startWebDemo, type WebDemo, type WebDemoOptions } from '../../../../sandbox/web/server/webDemo.ts'
import { says } from '../../../support/says.ts'
import { type OpenPage, openPage } from './support/openPage.ts'
import { buttonOf, textOf, videosOf } from './support/readShown.ts'

// Real processes in real time: a machine that has much to do takes long, and nothing waits for it to pass.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

interface Stage {
  readonly demo: WebDemo
  close(): Promise<void>
}

/** A demo that ends no render by itself. */
async function startStage(options: Partial<WebDemoOptions> = {}): Promise<Stage> {
  const directory = await mkdtemp(join(tmpdir(), 'web-demo-test-'))
  const remove = () => rm(directory, { recursive: true, force: true })
  const defects: unknown[] = []
  const demo = await startWebDemo({
    pageDirectory: directory,
    botEntry: join(inject('build'), 'sandbox', 'bot', 'live.js'),
    directory,
    queueMilliseconds: Number.POSITIVE_INFINITY,
    renderMilliseconds: Number.POSITIVE_INFINITY,
    video: 'tiny',
    onDefect: (error) => defects.push(error),
    ...options,
    variables: {
      MAX_OPEN_PER_PERSON: '20',
      MAX_PER_PERSON_PER_DAY: '50',
      MAX_ATTEMPTS_PER_PERSON_PER_MINUTE: '50',
      BUDGET_PERSON_DAY: 'unlimited',
      ...options.variables,
    },
  }).catch(async (error: unknown) => {
    await remove()
    throw error
  })
  return {
    demo,
    async close() {
      await demo.close()
      await remove()
      expect([...defects, ...demo.testbed.discord.defects, ...demo.testbed.discord.unknownRoutes]).toEqual([])
    },
  }
}

/** One for all tests that leave it as it was: its bot is a process, whose start takes longer than most of them. */
let stage: Stage
let demo: WebDemo
beforeAll(async () => {
  stage = await startStage()
  demo = stage.demo
})
afterAll(() => stage.close())
afterEach(async () => {
  const { kling, perform, bot } = demo.testbed
  if (bot.state !== 'serving') return
  const open = kling.jobs.filter(({ state }) => !finalStates.includes(state))
  // Not with videos, which take long to draw.
  await Promise.all(open.map(({ id }) => kling.fail(id, { kind: 'contentRefused' })))
  if (open.length > 0) await perform({ kind: 'later', minutes: 1 })
})

const open = (): Promise<OpenPage> => openPage(demo.address)

function idOf(scene: Scene, name: string): string {
  const found = [...scene.people, ...scene.places].find((each) => each.name === name)
  if (found === undefined) throw new Error(`There is no ${name}`)
  return found.id
}

const ana = ({ scene }: OpenPage, place = 'videos') => ({ personId: idOf(scene, 'Ana'), placeId: idOf(scene, place) })

const ask = (page: OpenPage, values: Record<string, GivenValue>, place = 'videos') =>
  page.act({ kind: 'run', ...ana(page, place), name: 'kling video', values })

/** The message that all of these texts stand in. */
const untilSaid = (page: OpenPage, ...texts: readonly string[]): Promise<ShownMessage> =>
  page.until(({ messages }) => messages.find((message) => texts.every((text) => textOf(message).includes(text))))

const untilGone = (page: OpenPage, messageId: string): Promise<boolean> =>
  page.until(({ messages }) => messages.every(({ id }) => id !== messageId) || undefined)

/** The render that was ordered for the prompt, once it was. */
async function untilOrdered(page: OpenPage, prompt: string): Promise<Job> {
  const isAbout = (body: unknown) => JSON.stringify(body)?.includes(prompt)
  await page.until(({ requests }) =>
    requests.find(({ purpose, status, body }) => purpose === 'submit' && status === 200 && isAbout(body)),
  )
  const job = demo.testbed.kling.jobs.find((each) => each.prompt === prompt)
  if (job === undefined) throw new Error('Nothing was ordered')
  return job
}

/** Ends the render, and lets the bot look at once. */
async function finish(page: OpenPage, { id }: Job): Promise<void> {
  await demo.testbed.kling.finish(id)
  await page.act({ kind: 'later', minutes: 1 })
}

const turn = (page: OpenPage, id: string, isOn: boolean) => page.act({ kind: 'switch', id, isOn })

describe('a page that has just come', () => {
  test('is told everything at once', async () => {
    const { scene } = await open()
    expect(scene.bot).toMatchObject({ name: 'Kling', state: 'serving' })
    expect(scene.people.map(({ name, mayModerate }) => [name, mayModerate])).toEqual([
      ['Ana', false],
      ['Ben', false],
      ['Cleo', true],
    ])
    expect(scene.places.map(({ name, kind }) => [name, kind])).toEqual([
      ['videos', 'text'],
      ['late-night', 'ageRestricted'],
      ['Kling', 'direct'],
      ['Kling', 'direct'],
      ['Kling', 'direct'],
    ])
    expect(scene.commands[0]).toMatchObject({ name: 'kling', type: 1 })
    const nameOf = (id: string) => scene.commands.find((command) => command.id === id)?.name
    for (const { offers, personId } of scene.places) {
      const people = personId === undefined ? scene.people.map(({ id }) => id) : [personId]
      const isServers = personId === undefined
      const names = (id: string) => [
        'kling',
        ...(isServers && scene.people.find((person) => person.id === id)?.mayModerate ? ['kling-admin'] : []),
        ...(isServers ? ['Report video'] : []),
      ]
      const offered = Object.entries(offers).map(([id, ids]) => [id, ids.map(nameOf)])
      expect(Object.fromEntries(offered)).toEqual(Object.fromEntries(people.map((id) => [id, names(id)])))
    }
    expect(scene.switches.map(({ isOn }) => isOn)).toEqual(scene.switches.map(() => false))
    expect(scene).toMatchObject({ guildName: 'Film club', messages: [], sent: [], ahead: 0 })
  })

  test('knows what happened before, and hears what others do', async () => {
    const page = await open()
    await page.act({ kind: 'say', ...ana(page), content: 'hello' })
    await untilSaid(page, 'hello')
    const other = await open()
    expect(other.scene.messages.map(textOf)).toEqual(['hello'])
    await other.act({ kind: 'say', ...ana(page), content: 'again' })
    await Promise.all([untilSaid(page, 'again'), untilSaid(other, 'again')])
    other.close()
    await page.act({ kind: 'say', ...ana(page), content: 'still here' })
    await untilSaid(page, 'still here')
  })
})

describe('a command', () => {
  test('ends in the same message with a video that can be fetched, and nothing secret is told', async () => {
    const page = await open()
    const outcome = await ask(page, { prompt: 'a paper boat' })
    const loading = await page.until(({ messages }) => messages.find(({ isLoading }) => isLoading))
    expect(loading).toMatchObject({
      placeId: idOf(page.scene, 'videos'),
      command: { name: 'kling video', personId: idOf(page.scene, 'Ana') },
    })
    await finish(page, await untilOrdered(page, 'a paper boat'))
    const ready = await untilSaid(page, 'a paper boat', says.ready)
    expect(ready).toMatchObject({ id: loading.id, isLoading: false })
    const [video] = videosOf(ready)
    const answer = await fetch(String(video?.url))
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'video/mp4'])
    expect((await answer.arrayBuffer()).byteLength).toBe(video?.size)
    await page.until(({ messages }) => messages.find(({ pings }) => pings.includes(idOf(page.scene, 'Ana'))))

    expect(page.scene.sent).toMatchObject([
      { id: outcome.ok ? outcome.interactionId : '', kind: 'command', name: 'kling video', state: 'acknowledged' },
    ])
    const submit = page.scene.requests.find(({ purpose }) => purpose === 'submit')
    expect(submit).toMatchObject({ to: 'runcomfy', method: 'POST', status: 200, body: { prompt: 'a paper boat' } })
    expect(page.scene.requests.map(({ purpose }) => purpose)).toEqual(
      expect.arrayContaining(['answer', 'edit message', 'check', 'read result', 'download video', 'post message']),
    )
    expect(page.scene.requests.filter(({ status }) => status !== 200)).toEqual([])
    const { discord, kling } = demo.testbed
    const [callback] = discord.requests.filter(({ route }) => route?.endsWith('/callback'))
    const told = JSON.stringify(page.scene)
    for (const secret of [discord.token, kling.runcomfyKey, kling.runwareKey, String(callback?.path.split('/')[3])]) {
      expect(secret.length).toBeGreaterThan(10)
      expect(told).not.toContain(secret)
    }
  })

  test('takes a picture that was uploaded', async () => {
    const page = await open()
    const bytes = await sharp({ create: { width: 400, height: 400, channels: 3, background: 'teal' } })
      .png()
      .toBuffer()
    const fileId = await page.upload('a boat.png', Uint8Array.from(bytes))
    expect(await ask(page, { prompt: 'it sails', image: { fileId } })).toMatchObject({ ok: true })
    expect((await untilOrdered(page, 'it sails')).model).toContain('image-to-video')
    const submit = page.scene.requests.find(({ body }) => JSON.stringify(body)?.includes('it sails'))
    expect(JSON.stringify(submit).length).toBeLessThan(2_000)
  })

  test('is shown to one person only where they ask for that, and can be dismissed', async () => {
    const page = await open()
    await ask(page, { prompt: 'a secret boat', private: true })
    const { id, ephemeralFor } = await untilSaid(page, 'a secret boat')
    expect(ephemeralFor).toBe(idOf(page.scene, 'Ana'))
    await page.act({ kind: 'remove', ...ana(page), messageId: id })
    await untilGone(page, id)
    expect((await open()).scene.messages.map((message) => message.id)).not.toContain(id)
  })

  test('works in the conversation with the bot, and where everybody is of age', async () => {
    const page = await open()
    await ask(page, { prompt: 'a boat at night' }, 'late-night')
    expect((await untilSaid(page, 'a boat at night')).placeId).toBe(idOf(page.scene, 'late-night'))
    await ask(page, { prompt: 'a boat for me' }, 'Kling')
    expect((await untilSaid(page, 'a boat for me')).placeId).toBe(idOf(page.scene, 'Kling'))
    await Promise.all([untilOrdered(page, 'a boat at night'), untilOrdered(page, 'a boat for me')])
  })

  test('that Discord does not let the person send says which option is wrong', async () => {
    const page = await open()
    const before = page.scene.sent.length
    expect(await ask(page, {})).toEqual({
      ok: false,
      problem: 'This option is required. Specify a value.',
      field: 'prompt',
    })
    expect(await ask(page, { prompt: 'a boat', image: { fileId: 'unknown' } })).toEqual({
      ok: false,
      problem: 'The file is not there any more. Choose it again.',
      field: 'image',
    })
    expect(page.scene.sent).toHaveLength(before)
  })

  test('is cancelled by the button of its message', async () => {
    const page = await open()
    await ask(page, { prompt: 'never mind' })
    await untilOrdered(page, 'never mind')
    const message = await page.until(({ messages }) =>
      messages.find((each) => textOf(each).includes('never mind') && buttonOf(each, 'Cancel (free)') !== undefined),
    )
    const customId = buttonOf(message, 'Cancel (free)') ?? ''
    const press = { kind: 'press', placeId: message.placeId, messageId: message.id, customId } as const
    await page.act({ ...press, personId: idOf(page.scene, 'Ana') })
    await untilSaid(page, 'never mind', 'Cancelled')
    expect(page.scene.sent.at(-1)).toMatchObject({ kind: 'component', messageId: message.id, customId })
  })
})

test('only a moderator deletes the messages of others', async () => {
  const page = await open()
  await page.act({ kind: 'say', ...ana(page), content: 'delete me' })
  const { id: messageId, placeId } = await untilSaid(page, 'delete me')
  const remove = (name: string) => page.act({ kind: 'remove', personId: idOf(page.scene, name), placeId, messageId })
  expect(await remove('Ben')).toMatchObject({ ok: false })
  expect(page.scene.messages.map(({ id }) => id)).toContain(messageId)
  expect(await remove('Cleo')).toEqual({ ok: true })
  await untilGone(page, messageId)
})

describe('behind the scenes', () => {
  test('refused content is explained, and only as long as it is switched on', async () => {
    const page = await open()
    await turn(page, 'contentRefused', true)
    await ask(page, { prompt: 'a rude boat' })
    await untilSaid(page, 'a rude boat', says.contentRefused)
    await turn(page, 'contentRefused', false)
    await ask(page, { prompt: 'a polite boat' })
    await untilOrdered(page, 'a polite boat')
  })

  test('edits that failed are made up for', async () => {
    const page = await open()
    await turn(page, 'editsFail', true)
    await ask(page, { prompt: 'a stubborn boat' })
    await untilOrdered(page, 'a stubborn boat')
    await page.until(({ requests }) =>
      requests.find(({ purpose, status }) => purpose === 'edit message' && status === 503),
    )
    await turn(page, 'editsFail', false)
    await page.act({ kind: 'later', minutes: 1 })
    await untilSaid(page, 'a stubborn boat')
  })

  test('an order whose answer is lost is not repeated', async () => {
    const page = await open()
    await turn(page, 'answerLost', true)
    await ask(page, { prompt: 'a lost boat' })
    await untilSaid(page, 'a lost boat', says.unconfirmedForGood)
    await turn(page, 'answerLost', false)
    const submits = page.scene.requests.filter(({ body }) => JSON.stringify(body)?.includes('a lost boat'))
    expect(submits.filter(({ purpose }) => purpose === 'submit').map(({ status }) => status)).toEqual([0])
    expect(demo.testbed.kling.jobs.filter(({ prompt }) => prompt === 'a lost boat')).toHaveLength(1)
  })

  test('a bot that is killed in the middle goes on in the same message when it is started', async () => {
    const page = await open()
    await ask(page, { prompt: 'a brave boat' })
    const job = await untilOrdered(page, 'a brave boat')
    const before = await untilSaid(page, 'a brave boat')
    // It is told about the time when it has saved the order.
    await page.act({ kind: 'later', minutes: 0.001 })
    const { ahead } = page.scene
    await page.act({ kind: 'kill' })
    await page.until(({ bot }) => bot.state === 'killed' || undefined)
    expect(await ask(page, { prompt: 'nobody is there' })).toMatchObject({ ok: true })

    expect(await page.act({ kind: 'start' })).toEqual({ ok: true })
    await page.until(({ bot }) => bot.state === 'serving' || undefined)
    await page.until(({ sent }) => sent.find(({ state }) => state === 'didNotRespond'))
    // The time that the dead one would have kept it waiting.
    expect(page.scene.ahead - ahead).toBeGreaterThan(5_000)
    expect(page.scene.ahead - ahead).toBeLessThanOrEqual(15_000)
    await finish(page, job)
    const ready = await untilSaid(page, 'a brave boat', says.ready)
    expect(ready.id).toBe(before.id)
    expect(demo.testbed.kling.jobs.filter(({ prompt }) => prompt === 'a brave boat')).toHaveLength(1)
  })

  test('fifteen minutes later a slow video is overdue, and another fifteen later it is there', async () => {
    const page = await open()
    const before = page.scene.ahead
    await turn(page, 'slow', true)
    await ask(page, { prompt: 'a slow boat' })
    demo.testbed.kling.start((await untilOrdered(page, 'a slow boat')).id)
    await turn(page, 'slow', false)
    await page.act({ kind: 'later', minutes: 15 })
    await page.until(({ ahead }) => ahead === before + 15 * 60_000 || undefined)
    const overdue = await untilSaid(page, 'a slow boat', says.overdue)
    await page.act({ kind: 'later', minutes: 15 })
    const ready = await untilSaid(page, 'a slow boat', says.ready)
    expect(ready.id).toBe(overdue.id)
    expect(ready.createdAt + 30 * 60_000).toBeLessThan(Date.now() + page.scene.ahead)
  })

  test('a day without any video left is explained, and only as long as it is switched on', async () => {
    const page = await open()
    await turn(page, 'usedUp', true)
    await ask(page, { prompt: 'one boat too many' })
    await page.until(({ messages }) => messages.find((each) => textOf(each).includes("today's 50 videos")))
    const submits = page.scene.requests.filter(({ purpose }) => purpose === 'submit')
    expect(JSON.stringify(submits.map(({ body }) => body))).not.toContain('one boat too many')
    await turn(page, 'usedUp', false)
    await ask(page, { prompt: 'one boat more' })
    await untilOrdered(page, 'one boat more')
  })

  test('a video that is marked as sensitive is covered', async () => {
    const page = await open()
    await turn(page, 'sensitive', true)
    await ask(page, { prompt: 'a boat for the night' }, 'late-night')
    const job = await untilOrdered(page, 'a boat for the night')
    expect(job.provider).toBe('runware')
    await finish(page, job)
    const message = await page.until(({ messages }) =>
      messages.find((each) => textOf(each).includes('a boat for the night') && videosOf(each).length > 0),
    )
    expect(JSON.stringify(message.body.components)).toContain('"spoiler":true')
    await turn(page, 'sensitive', false)
  })

  test('while no provider can be reached the video waits, and then it is made', async () => {
    const page = await open()
    await turn(page, 'providerDown', true)
    await page.until(({ switches }) => switches.find(({ id, isOn }) => id === 'providerDown' && isOn))
    await ask(page, { prompt: 'a patient boat' })
    await untilSaid(page, 'a patient boat')
    await page.until(({ requests }) => requests.find(({ status }) => status === 'unreached'))
    expect(demo.testbed.kling.jobs.filter(({ prompt }) => prompt === 'a patient boat')).toEqual([])
    await turn(page, 'providerDown', false)
    await page.until(({ switches }) => switches.find(({ id, isOn }) => id === 'providerDown' && !isOn))
    await page.act({ kind: 'later', minutes: 2 })
    await untilOrdered(page, 'a patient boat')
  })
})

describe('an end', () => {
  test('comes at once where the bot cannot start, and says why', async () => {
    const options = { botEntry: join(inject('build'), 'sandbox', 'bot', 'missing.js') }
    await expect(startStage(options)).rejects.toThrow(/The bot did not start\..*missing\.js/s)
  })

  test('leaves no process and no server', async () => {
    const page = await open()
    await ask(page, { prompt: 'an unfinished boat' })
    await untilSaid(page, 'an unfinished boat')
    await demo.close()
    const { discord, kling, bot } = demo.testbed
    expect(bot.state).toBe('stopped')
    for (const address of [demo.address, discord.apiUrl, discord.cdnUrl, kling.origin]) {
      await expect(fetch(address)).rejects.toThrow('fetch failed')
    }
  })
})
