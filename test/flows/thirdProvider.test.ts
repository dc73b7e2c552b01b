import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { providerDefinitions } from '../../src/services/providers/registry.ts'
import { listErrors } from '../support/listErrors.ts'
import { readEverything, seeVideoLink } from '../support/readMessage.ts'
import { says } from '../support/says.ts'
import { createThirdModel, createThirdProvider, startThirdApi, type ThirdApi } from '../support/startThirdProvider.ts'
import { type FlowOptions, findNotices, findStatus, useFlow } from '../support/useFlow.ts'

const acme = createThirdProvider([createThirdModel('standard', 'clip-1'), createThirdModel('pro', 'clip-1-pro')])
/** What it stands beside; neither has a key here. */
const withoutOthers = { RUNCOMFY_API_KEY: undefined, RUNWARE_API_KEY: undefined }
const others = /run\s?comfy|runware/i

const open = useFlow()
let api: ThirdApi

beforeAll(async () => {
  api = await startThirdApi()
})

beforeEach(() => api.reset())

afterAll(() => api.close())

const openWithThird = (options: FlowOptions = {}) =>
  open({
    providers: [...providerDefinitions, acme],
    ...options,
    variables: { ...withoutOthers, ...api.variables, ...options.variables },
  })

async function download(url: string): Promise<Buffer> {
  return Buffer.from(await (await fetch(url)).arrayBuffer())
}

test('a provider that only the list knows delivers videos, one slot after the other', async () => {
  const flow = await openWithThird()
  const first = await flow.ask({ prompt: 'a red fox' })
  const second = await flow.ask({ prompt: 'a blue whale' })
  await flow.time.until(() => findStatus(first).text.includes(says.rendering))
  expect(findStatus(second).text).toContain(says.waiting)
  expect(api.jobs).toMatchObject([{ model: 'clip-1', body: { words: 'a red fox', length: 5 } }])

  for (const [place, sent] of [first, second].entries()) {
    await flow.time.until(() => api.jobs.length > place)
    // So long that its owner has to be told.
    await flow.time.advance(60_000)
    for (const job of api.jobs) job.state = 'done'
    const status = await flow.untilTold(sent)
    const [attachment] = status.attachments
    expect(await download(String(attachment?.url))).toEqual(api.video)
    expect(findNotices(flow, sent)).toHaveLength(1)
  }
  expect(seeVideoLink(findStatus(first))).toBe(api.videoUrl)
  expect(await flow.stored()).toMatchObject([
    { state: 'succeeded', provider: 'acme', modelId: 'clip-1', settlement: { spent: 500_000, basis: 'estimated' } },
    { state: 'succeeded', provider: 'acme', modelId: 'clip-1', settlement: { spent: 500_000, basis: 'estimated' } },
  ])
  // Nobody is told of a provider that has no part in it.
  expect(readEverything(flow.discord.messages)).not.toMatch(others)
  expect(JSON.stringify(flow.discord.commands())).not.toMatch(others)
  expect(flow.logLines.join('\n')).not.toMatch(others)
})

test('what a failed render costs is what its description says', async () => {
  const flow = await openWithThird()
  const sent = await flow.ask()
  await flow.time.until(() => api.jobs.length > 0)
  for (const job of api.jobs) job.state = 'broken'
  const status = await flow.untilTold(sent)
  expect(status.text).toContain(says.renderFailed)
  expect(await flow.storedOne()).toMatchObject({ state: 'failed', settlement: { spent: 0, basis: 'none' } })
})

test('a key that it does not take is told under its own name alone', async () => {
  const flow = await openWithThird({
    variables: { ACME_KEY: 'another-fake-key' },
    errors: ['Nothing is sent to a provider for now: it does not take the key'],
  })
  await flow.ask()
  await flow.time.until(() => listErrors(flow).length > 0)
  expect(flow.logLines.filter((line) => line.includes('does not take the key')).join()).toContain('"provider":"acme"')
  expect(readEverything(flow.discord.messages)).not.toMatch(/acme|run\s?comfy|runware/i)
  expect(flow.logLines.join('\n')).not.toMatch(others)
})

test('it is preferred where the operator says so, and passed over where it lacks something', async () => {
  const flow = await openWithThird({
    variables: { RUNCOMFY_API_KEY: 'a-very-fake-runcomfy-key', KLING_PROVIDERS: 'acme,runcomfy' },
  })
  await flow.ask()
  await flow.time.until(() => api.jobs.length > 0)
  const lacking = await flow.ask({ negative_prompt: 'blur' })
  await flow.untilTold(lacking)
  expect(await flow.stored()).toMatchObject([{ provider: 'acme' }, { provider: 'runcomfy', state: 'succeeded' }])
  for (const job of api.jobs) job.state = 'done'
  await flow.time.until(async () => (await flow.stored()).every(({ state }) => state === 'succeeded'))
})

test('a hole in the catalogue ends what waited for it, delivers what it renders, and holds up nothing else', async () => {
  const flow = await openWithThird({ errors: ['A waiting generation ended: no configured provider can serve it'] })
  const rendering = await flow.ask({ prompt: 'a red fox' })
  await flow.time.until(() => api.jobs.length > 0)
  const waiting = await flow.ask({ prompt: 'a blue whale', quality: 'pro' })
  await flow.crashBot()

  // The model of one has become another, that of the other is not offered any more.
  const next = createThirdProvider([createThirdModel('standard', 'clip-2')])
  await flow.startBot({}, [...providerDefinitions, next])
  await flow.untilTold(waiting)
  expect(findStatus(waiting).text).toContain(says.providerUnavailable)
  for (const job of api.jobs) job.state = 'done'
  await flow.untilTold(rendering)
  const sent = await flow.ask({ prompt: 'a green frog' })
  await flow.time.until(() => api.jobs.length > 1)
  for (const job of api.jobs) job.state = 'done'
  await flow.untilTold(sent)

  expect(await flow.stored()).toMatchObject([
    { state: 'succeeded', modelId: 'clip-1', settlement: { spent: 500_000 } },
    { state: 'failed', failure: { kind: 'providerUnavailable' }, settlement: { spent: 0 } },
    { state: 'succeeded', modelId: 'clip-2' },
  ])
})
