import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, inject, onTestFinished, test, vi } from 'vitest'
import type { Job } from '../../../../sandbox/kling/job.ts'
import type { GivenValue, Scene, ShownMessage } from '../../../../sandbox/web/protocol.ts'
import { startWebDemo, type WebDemo, type WebDemoOptions } from '../../../../sandbox/web/server/webDemo.ts'
import { says } from '../../../support/says.ts'
import { type OpenPage, openPage } from './support/openPage.ts'
import { buttonOf, textOf, videosOf } from './support/readShown.ts'

// Real processes in real time: a machine that has much to do takes long, and nothing waits for it to pass.
vi.setConfig({ testTimeout: 120_000 })

async function start(options: Partial<WebDemoOptions> = {}): Promise<{ demo: WebDemo; page: OpenPage }> {
  const directory = await mkdtemp(join(tmpdir(), 'web-demo-test-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  const defects: unknown[] = []
  const demo = await startWebDemo({
    pageDirectory: directory,
    botEntry: join(inject('build'), 'sandbox', 'bot', 'live.js'),
    directory,
    queueMilliseconds: 0,
    renderMilliseconds: Number.POSITIVE_INFINITY,
    onDefect: (error) => defects.push(error),
    ...options,
  })
  onTestFinished(async () => {
    await demo.close()
    expect([...defects, ...demo.testbed.discord.defects, ...demo.testbed.discord.unknownRoutes]).toEqual([])
  })
  return { demo, page: await openPage(demo.address) }
}

function idOf(scene: Scene, name: string): string {
  const found = [...scene.people, ...scene.places].find((each) => each.name === name)
  if (found === undefined) throw new Error(`There is no ${name}`)
  return found.id
}

const ana = ({ scene }: OpenPage, place = 'videos') => ({ personId: idOf(scene, 'Ana'), placeId: idOf(scene, place) })

const ask = (page: OpenPage, values: Record<string, GivenValue>, place = 'videos') =>
  page.act({ kind: 'run', ...ana(page, place), name: 'kling video', values })

/** The message that a text stands in. */
const untilSaid = (page: OpenPage, text: string): Promise<ShownMessage> =>
  page.until(({ messages }) => messages.find((message) => textOf(message).includes(text)))

/** The render that was ordered, once it was. */
async function untilOrdered({ demo, page }: { demo: WebDemo; page: OpenPage }): Promise<Job> {
  await page.until(({ requests }) => requests.find(({ purpose, status }) => purpose === 'submit' && status === 200))
  const job = demo.testbed.kling.jobs.at(-1)
  if (job === undefined) throw new Error('Nothing was ordered')
  return job
}

/** Ends the render, and lets the bot look at once. */
async function finish({ demo, page }: { demo: WebDemo; page: OpenPage }, { id }: Job): Promise<void> {
  await demo.testbed.kling.finish(id)
  await page.act({ kind: 'later', minutes: 1 })
}

const turn = (page: OpenPage, id: string, isOn: boolean) => page.act({ kind: 'switch', id, isOn })

describe('a page that has just come', () => {
  test('is told everything at once', async () => {
    const { page } = await start()
    const { scene } = page
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
    const [command] = scene.commands
    expect(command).toMatchObject({ name: 'kling', type: 1 })
    for (const { offers, personId } of scene.places) {
      const people = personId === undefined ? scene.people.map(({ id }) => id) : [personId]
      expect(offers).toEqual(Object.fromEntries(people.map((id) => [id, [command?.id]])))
    }
    expect(scene.switches.map(({ isOn }) => isOn)).toEqual(scene.switches.map(() => false))
    expect(scene).toMatchObject({ guildName: 'Film club', messages: [], sent: [], ahead: 0 })
  })

  test('knows what happened before, and hears what others do', async () => {
    const { demo, page } = await start()
    await page.act({ kind: 'say', ...ana(page), content: 'hello' })
    await untilSaid(page, 'hello')
    const other = await openPage(demo.address)
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
    const { demo, page } = await start()
    const outcome = await ask(page, { prompt: 'a paper boat' })
    const loading = await page.until(({ messages }) => messages[0])
    expect(loading).toMatchObject({
      isLoading: true,
      placeId: idOf(page.scene, 'videos'),
      command: { name: 'kling video', personId: idOf(page.scene, 'Ana') },
    })
    const job = await untilOrdered({ demo, page })
    await finish({ demo, page }, job)
    const ready = await untilSaid(page, says.ready)
    expect(ready).toMatchObject({ id: loading.id, isLoading: false })
    const [video] = videosOf(ready)
    const answer = await fetch(String(video?.url))
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'video/mp4'])
    expect((await answer.arrayBuffer()).byteLength).toBe(video?.size)
    const ping = await page.until(({ messages }) => messages[1])
    expect(ping.pings).toEqual([idOf(page.scene, 'Ana')])

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
    const { demo, page } = await start()
    const bytes = await sharp({ create: { width: 400, height: 400, channels: 3, background: 'teal' } })
      .png()
      .toBuffer()
    const fileId = await page.upload('a boat.png', Uint8Array.from(bytes))
    expect(await ask(page, { prompt: 'it sails', image: { fileId } })).toMatchObject({ ok: true })
    const job = await untilOrdered({ demo, page })
    expect(job.model).toContain('image-to-video')
    expect(JSON.stringify(page.scene.requests).length).toBeLessThan(20_000)
  })

  test('is shown to one person only where they ask for that, and can be dismissed', async () => {
    const { demo, page } = await start()
    await ask(page, { prompt: 'a secret boat', private: true })
    const message = await untilSaid(page, 'a secret boat')
    expect(message.ephemeralFor).toBe(idOf(page.scene, 'Ana'))
    await page.act({ kind: 'remove', ...ana(page), messageId: message.id })
    await page.until(({ messages }) => (messages.length === 0 ? true : undefined))
    expect((await openPage(demo.address)).scene.messages).toEqual([])
  })

  test('works in the conversation with the bot, and where everybody is of age', async () => {
    const { demo, page } = await start()
    await ask(page, { prompt: 'a boat at night' }, 'late-night')
    expect((await untilSaid(page, 'a boat at night')).placeId).toBe(idOf(page.scene, 'late-night'))
    await ask(page, { prompt: 'a boat for me' }, 'Kling')
    const message = await untilSaid(page, 'a boat for me')
    expect(message.placeId).toBe(idOf(page.scene, 'Kling'))
    await page.until(
      ({ requests }) =>
        requests.filter(({ purpose, status }) => purpose === 'submit' && status === 200).length === 2 || undefined,
    )
    expect(demo.testbed.kling.jobs.map(({ prompt }) => prompt)).toEqual(['a boat at night', 'a boat for me'])
  })

  test('that Discord does not let the person send says which option is wrong', async () => {
    const { page } = await start()
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
    expect(page.scene.sent).toEqual([])
  })

  test('is cancelled by the button of its message', async () => {
    const { demo, page } = await start({ queueMilliseconds: Number.POSITIVE_INFINITY })
    await ask(page, { prompt: 'never mind' })
    await untilOrdered({ demo, page })
    const message = await page.until(({ messages }) => messages.find((each) => buttonOf(each, 'Cancel') !== undefined))
    const customId = buttonOf(message, 'Cancel') ?? ''
    const press = { kind: 'press', placeId: message.placeId, messageId: message.id, customId } as const
    await page.act({ ...press, personId: idOf(page.scene, 'Ana') })
    await untilSaid(page, 'Cancelled')
    expect(page.scene.sent.at(-1)).toMatchObject({ kind: 'component', messageId: message.id, customId })
  })
})

test('only a moderator deletes the messages of others', async () => {
  const { page } = await start()
  await page.act({ kind: 'say', ...ana(page), content: 'delete me' })
  const { id: messageId, placeId } = await untilSaid(page, 'delete me')
  const remove = (name: string) => page.act({ kind: 'remove', personId: idOf(page.scene, name), placeId, messageId })
  expect(await remove('Ben')).toMatchObject({ ok: false })
  expect(page.scene.messages).toHaveLength(1)
  expect(await remove('Cleo')).toEqual({ ok: true })
  await page.until(({ messages }) => (messages.length === 0 ? true : undefined))
})

describe('behind the scenes', () => {
  test('a bot that is killed in the middle goes on in the same message when it is started', async () => {
    const { demo, page } = await start()
    await ask(page, { prompt: 'a brave boat' })
    const job = await untilOrdered({ demo, page })
    const before = await untilSaid(page, 'a brave boat')
    // It is told about the time when it has saved the order.
    await page.act({ kind: 'later', minutes: 0.001 })
    await page.act({ kind: 'kill' })
    await page.until(({ bot }) => bot.state === 'killed' || undefined)
    const inVain = ask(page, { prompt: 'nobody is there' })
    expect(await inVain).toMatchObject({ ok: true })
    await page.until(({ sent }) => sent.find(({ state }) => state === 'didNotRespond'))

    expect(await page.act({ kind: 'start' })).toEqual({ ok: true })
    await page.until(({ bot }) => bot.state === 'serving' || undefined)
    // The time that the dead one would have kept it waiting.
    expect(page.scene.ahead).toBeGreaterThan(5_000)
    expect(page.scene.ahead).toBeLessThanOrEqual(15_000)
    await finish({ demo, page }, job)
    const ready = await untilSaid(page, says.ready)
    expect(ready.id).toBe(before.id)
    expect(demo.testbed.kling.jobs).toHaveLength(1)
  })

  test('fifteen minutes later a slow video is overdue, and another fifteen later it is there', async () => {
    const { demo, page } = await start({ renderMilliseconds: 12_000 })
    await turn(page, 'slow', true)
    await ask(page, { prompt: 'a slow boat' })
    await untilOrdered({ demo, page })
    await page.act({ kind: 'later', minutes: 15 })
    expect(await page.until(({ ahead }) => ahead || undefined)).toBe(15 * 60_000)
    const overdue = await untilSaid(page, says.overdue)
    await page.act({ kind: 'later', minutes: 15 })
    const ready = await untilSaid(page, says.ready)
    expect(ready.id).toBe(overdue.id)
    expect(ready.createdAt + 30 * 60_000).toBeLessThan(Date.now() + page.scene.ahead)
  })

  test('what was slow takes its usual time as soon as it is no longer', async () => {
    const { demo, page } = await start({ renderMilliseconds: 1 })
    await turn(page, 'slow', true)
    await ask(page, { prompt: 'a slow boat' })
    const { id } = await untilOrdered({ demo, page })
    const ended = new Promise((resolve) => {
      demo.testbed.kling.onEvent((event) => {
        if (event.kind === 'finished') resolve(event.job.id)
      })
    })
    await turn(page, 'slow', false)
    expect(await ended).toBe(id)
  })

  test('while no provider can be reached the video waits, and then it is made', async () => {
    const { demo, page } = await start()
    await turn(page, 'providerDown', true)
    await page.until(({ switches }) => switches.find(({ id, isOn }) => id === 'providerDown' && isOn))
    await ask(page, { prompt: 'a patient boat' })
    await untilSaid(page, says.waiting)
    expect(demo.testbed.kling.jobs).toEqual([])
    await turn(page, 'providerDown', false)
    await page.until(({ switches }) => switches.find(({ id, isOn }) => id === 'providerDown' && !isOn))
    await page.act({ kind: 'later', minutes: 2 })
    await untilOrdered({ demo, page })
  })

  test('refused content is explained, and only as long as it is switched on', async () => {
    const { demo, page } = await start()
    await turn(page, 'contentRefused', true)
    await ask(page, { prompt: 'a rude boat' })
    await untilSaid(page, says.contentRefused)
    await turn(page, 'contentRefused', false)
    await ask(page, { prompt: 'a polite boat' })
    expect((await untilOrdered({ demo, page })).prompt).toBe('a polite boat')
  })

  test('an order whose answer is lost is not repeated', async () => {
    const { demo, page } = await start()
    await turn(page, 'answerLost', true)
    await ask(page, { prompt: 'a lost boat' })
    await untilSaid(page, says.unconfirmedForGood)
    const submits = page.scene.requests.filter(({ purpose }) => purpose === 'submit')
    expect(submits.map(({ status }) => status)).toEqual([0])
    expect(demo.testbed.kling.jobs).toHaveLength(1)
  })

  test('edits that failed are made up for', async () => {
    const { demo, page } = await start()
    await turn(page, 'editsFail', true)
    await ask(page, { prompt: 'a stubborn boat' })
    await untilOrdered({ demo, page })
    await page.until(({ requests }) =>
      requests.find(({ purpose, status }) => purpose === 'edit message' && status === 503),
    )
    await turn(page, 'editsFail', false)
    await page.act({ kind: 'later', minutes: 1 })
    await untilSaid(page, 'a stubborn boat')
  })
})

describe('an end', () => {
  test('leaves no process and no server', async () => {
    const { demo, page } = await start()
    await ask(page, { prompt: 'an unfinished boat' })
    await untilOrdered({ demo, page })
    const { discord, kling } = demo.testbed
    await demo.close()
    expect(demo.testbed.bot.state).toBe('stopped')
    for (const address of [demo.address, discord.apiUrl, discord.cdnUrl, kling.origin]) {
      await expect(fetch(address)).rejects.toThrow('fetch failed')
    }
  })

  test('comes at once where the bot cannot start, and says why', async () => {
    const options = { botEntry: join(inject('build'), 'sandbox', 'bot', 'missing.js') }
    await expect(start(options)).rejects.toThrow(/The bot did not start\..*missing\.js/s)
  })
})
