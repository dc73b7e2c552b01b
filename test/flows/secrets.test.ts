import { expect, test } from 'vitest'
import { minutes } from '../../src/domain/clock.ts'
import { createPicture } from '../support/createPicture.ts'
import { expectDiscretion } from '../support/expectDiscretion.ts'
import { readAttachmentUrls } from '../support/readAttachmentUrls.ts'
import { type Flow, findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow()
const picture = await createPicture('fox.png', { width: 640, height: 360 })
const unreadable = { name: 'notes.png', bytes: Buffer.from('Dear diary, today I saw a fox.') }

/** The signatures of all addresses that Discord gave out for the files of a flow. */
function listSignatures(flow: Flow, texts: readonly string[]): string[] {
  const messages = flow.discord.messages.map(({ components, attachments }) =>
    JSON.stringify([components, attachments.map(({ url }) => url)]),
  )
  return [...texts, ...messages].flatMap((text) => [...text.matchAll(/hm=([0-9a-f]+)/g)].flatMap(([, hm]) => hm ?? []))
}

/** Every way in which a provider may repeat what it was told. */
const repeating = (words: string) => ({
  message: `Bad request: ${words}`,
  error: { message: words, code: words, input: { prompt: words } },
  errors: [{ code: 'invalidParameter', message: `Bad value "${words}"`, positivePrompt: words }],
  detail: [{ msg: `The value "${words}" cannot be read`, input: words }],
})

test.each(['trace', 'debug'])('a log of level %s tells no secret of anything that can happen', async (level) => {
  const flow = await open({
    variables: { LOG_LEVEL: level },
    kling: { renderMilliseconds: minutes(4) },
    errors: [
      'A provider did not take a generation: this needs the operator',
      'Nothing is sent to a provider for now: it does not take the key',
    ],
  })
  const { kling, discord, time } = flow
  const words = 'a private dream of a violet fox on the moon'
  const addresses: string[] = []

  /** Something happens to a generation, and at the end everything is well. */
  async function live(prompt: string, options: Record<string, unknown> = {}): Promise<void> {
    const sent = await flow.ask({ prompt, negative_prompt: `${prompt}, but without stars`, ...options })
    addresses.push(...readAttachmentUrls(sent))
    await flow.untilTold(sent)
  }

  await live(words, { image: picture })
  await live(`${words} two`, { image: unreadable })
  kling.faults.add({ endpoint: 'submit', effect: { kind: 'http', status: 422, body: repeating(`${words} three`) } })
  await live(`${words} three`, { image: picture })
  kling.faults.add({ provider: 'runcomfy', endpoint: 'submit', effect: { kind: 'badKey' } })
  kling.faults.add({ provider: 'runware', endpoint: 'submit', effect: { kind: 'reset' } })
  await live(`${words} four`, { image: picture })
  kling.faults.add({
    endpoint: 'submit',
    effect: { kind: 'renderFails', failure: { kind: 'renderError', message: `cannot render "${words} five"` } },
  })
  await live(`${words} five`)
  kling.faults.add({
    endpoint: 'submit',
    effect: { kind: 'renderFails', failure: { kind: 'contentRefused', message: `refused: ${words} six` } },
  })
  await live(`${words} six`)
  kling.faults.add({ endpoint: 'status', effect: { kind: 'http', status: 401, body: repeating(`${words} seven`) } })
  kling.faults.add({ endpoint: 'status', effect: { kind: 'unknownStatus', word: 'preparing' } })
  kling.faults.add({ endpoint: 'file', effect: { kind: 'reset' } })
  await live(`${words} seven`, { image: picture })
  // Discord's errors carry the address of the call, and with it the token.
  const edits = /^PATCH \/webhooks/
  discord.faults.script({ route: edits, times: 3, effect: { kind: 'reset' } })
  discord.faults.script({ route: edits, effect: { kind: 'answer', status: 500, body: 'upstream error' } })
  discord.faults.script({
    route: 'POST /channels/:channel/messages',
    effect: { kind: 'answer', status: 500, body: '' },
  })
  discord.faults.script({
    route: edits,
    when: ({ files }) => files.length > 0,
    effect: { kind: 'answer', status: 413, body: { code: 40005, message: 'Request entity too large' } },
  })
  await live(`${words} eight`)
  discord.faults.script({
    route: /^POST \/interactions/,
    effect: { kind: 'answer', status: 404, body: { code: 10062, message: 'Unknown interaction' } },
  })
  const unanswered = await flow.member.run('kling video', { prompt: `${words} nine` })
  await time.advance(10_000)
  discord.faults.clear()
  kling.faults.clear()
  const raw = await flow.ask({ prompt: `${words} ten`, duration: 99 }, { raw: true })
  expect(findStatus(raw).text).toContain('3–15 seconds')
  await flow.stopBot()

  const signatures = listSignatures(flow, addresses)
  expect(signatures.length).toBeGreaterThan(5)
  expect(flow.logLines.length).toBeGreaterThan(50)
  expectDiscretion(flow, [...signatures, words, 'violet fox', unanswered.token, picture.bytes.toString('base64')])
})
