import { expect, test } from 'vitest'
import type { JsonObject } from '../../../../sandbox/discord/json.ts'
import type { SandboxMessage } from '../../../../sandbox/discord/messages/messageRecord.ts'
import type { Member } from '../../../../sandbox/discord/people/member.ts'
import type { SentInteraction } from '../../../../sandbox/discord/people/presence.ts'
import { ClientRefusal } from '../../../../sandbox/discord/people/values.ts'
import type { Action, SentAction } from '../../../../sandbox/web/protocol.ts'
import { type ActionsParts, BadAction, createActions, createUploads } from '../../../../sandbox/web/server/actions.ts'
import { createChanges, createSentLog } from '../../../../sandbox/web/server/changes.ts'
import { createLocalNames } from '../../../../sandbox/web/server/localNames.ts'

const by = { personId: 'ana', placeId: 'videos' } as const
const message = { id: 'm1', channelId: 'videos' } as SandboxMessage

const modal: JsonObject = {
  custom_id: 'form',
  components: [
    { type: 18, component: { type: 4, custom_id: 'title' } },
    { type: 18, component: { type: 19, custom_id: 'pictures' } },
    { type: 18, component: { type: 3, custom_id: 'colours' } },
    { type: 18, component: { type: 23, custom_id: 'agreed' } },
  ],
}

/** What the person does is written down, and answered at once. */
function setUp(suggestions: Pick<SentInteraction, 'choices'> = { choices: [{ name: 'A', value: 1 }] }) {
  const calls: unknown[][] = []
  const stages: string[] = []
  const seen: SentAction[] = []
  let count = 0
  const answer = (details: Partial<SentInteraction> = {}): SentInteraction => {
    count += 1
    return { id: `i${count}`, createdAt: 5, outcome: Promise.resolve('acknowledged'), ...details } as SentInteraction
  }
  const noting =
    (name: string, details?: Partial<SentInteraction>) =>
    async (...given: unknown[]) => {
      calls.push([name, ...given])
      return answer(details)
    }
  const member = {
    run: noting('run', { modal }),
    complete: noting('complete', suggestions),
    runOnMessage: noting('runOnMessage'),
    click: noting('click'),
    choose: noting('choose'),
    submit: ({ id }: SentInteraction, values: unknown) => noting('submit')(id, values),
    runOnUser: noting('runOnUser'),
    say: async (...given: unknown[]) => void calls.push(['say', ...given]),
    remove: () => {
      throw new ClientRefusal('The person may not delete this message')
    },
  } as unknown as Member
  const uploads = createUploads()
  const parts = {
    discord: { messages: [message] },
    people: {
      memberAt: (personId: string, placeId: string) =>
        personId === 'ana' && placeId === 'videos' ? member : undefined,
    },
    localNames: createLocalNames(() => [], 'en-US'),
    bot: { start: async () => 'failed', kill: async () => void stages.push('killed'), problem: 'It is ill.' },
    sent: createSentLog((action) => seen.push(action)),
    switches: {
      has: (id: string) => id === 'rain',
      turn: async (id: string, isOn: boolean) => void stages.push(`${id} ${isOn}`),
    },
    uploads,
    time: {
      putForward: async (minutes: number) => void stages.push(`${minutes} minutes`),
      passLease: async () => void stages.push('lease'),
    },
    changes: createChanges(),
  } as unknown as ActionsParts
  return { perform: createActions(parts), calls, stages, seen, uploads }
}

test('a command is sent with the files that were uploaded for it, and followed until it is answered', async () => {
  const { perform, calls, seen, uploads } = setUp()
  const file = { name: 'boat.png', bytes: Buffer.from('boat') }
  const values = { prompt: 'a boat', image: { fileId: uploads.add(file) }, channel: { id: '5' } }
  expect(await perform({ kind: 'run', ...by, name: 'kling video', values })).toEqual({ ok: true, interactionId: 'i1' })
  expect(calls).toEqual([['run', 'kling video', { prompt: 'a boat', image: file, channel: { id: '5' } }]])
  const action = { id: 'i1', kind: 'command', ...by, name: 'kling video', at: 5 }
  await expect
    .poll(() => seen)
    .toEqual([
      { ...action, state: 'sent' },
      { ...action, state: 'acknowledged', modal },
    ])
})

test('suggestions come as the answer, and are nothing to follow', async () => {
  const { perform, calls, seen } = setUp()
  const action: Action = { kind: 'complete', ...by, name: 'kling video', values: { prompt: 'a' }, focused: 'prompt' }
  expect(await perform(action)).toEqual({ ok: true, interactionId: 'i1', choices: [{ name: 'A', value: 1 }] })
  expect(calls).toEqual([['complete', 'kling video', { prompt: 'a' }, 'prompt']])
  expect(seen).toEqual([])
})

test('suggestions that never came are something else than none', async () => {
  const action: Action = { kind: 'complete', ...by, name: 'kling video', values: {}, focused: 'prompt' }
  expect(await setUp({ choices: [] }).perform(action)).toEqual({ ok: true, interactionId: 'i1', choices: [] })
  expect(await setUp({ choices: undefined }).perform(action)).toEqual({ ok: true, interactionId: 'i1' })
})

test.each([
  [
    { kind: 'runOnMessage', ...by, name: 'Animate', messageId: 'm1' },
    ['runOnMessage', 'Animate', message],
    { kind: 'command', name: 'Animate', messageId: 'm1' },
  ],
  [
    { kind: 'runOnUser', ...by, name: 'Videos of this person', userId: 'u1' },
    ['runOnUser', 'Videos of this person', { id: 'u1' }],
    { kind: 'command', name: 'Videos of this person' },
  ],
  [
    { kind: 'press', ...by, messageId: 'm1', customId: 'cancel:1' },
    ['click', message, 'cancel:1'],
    { kind: 'component', messageId: 'm1', customId: 'cancel:1' },
  ],
  [
    { kind: 'choose', ...by, messageId: 'm1', customId: 'pick:1', values: ['a', 'b'] },
    ['choose', message, 'pick:1', ['a', 'b']],
    { kind: 'component', messageId: 'm1', customId: 'pick:1' },
  ],
] satisfies [Action, unknown[], Partial<SentAction>][])('%o is done and followed', async (action, call, followed) => {
  const { perform, calls, seen } = setUp()
  expect(await perform(action)).toEqual({ ok: true, interactionId: 'i1' })
  expect(calls).toEqual([call])
  expect(seen[0]).toEqual({ ...by, ...followed, id: 'i1', state: 'sent', at: 5 })
})

test('a modal is sent with its files, and what only looks like one stays a text', async () => {
  const { perform, calls, seen, uploads } = setUp()
  await perform({ kind: 'run', ...by, name: 'kling form', values: {} })
  const file = { name: 'boat.png', bytes: Buffer.from('boat') }
  const fileId = uploads.add(file)
  const values = { title: fileId, pictures: [fileId], colours: ['red'], agreed: true }
  const outcome = await perform({ kind: 'submit', ...by, interactionId: 'i1', values })
  expect(outcome).toEqual({ ok: true, interactionId: 'i2' })
  expect(calls[1]).toEqual(['submit', 'i1', { title: fileId, pictures: [file], colours: ['red'], agreed: true }])
  expect(seen.find(({ id }) => id === 'i2')).toMatchObject({ kind: 'modal', state: 'sent' })
  expect(await perform({ kind: 'submit', ...by, interactionId: 'i1', values: { pictures: ['gone'] } })).toEqual({
    ok: false,
    problem: 'The file is not there any more. Choose it again.',
    field: 'pictures',
  })
})

test('Discord limits what a person says', async () => {
  const { perform, calls } = setUp()
  const say = (content: string) => perform({ kind: 'say', ...by, content })
  expect(await say('a'.repeat(2_000))).toEqual({ ok: true })
  expect(await say('a'.repeat(2_001))).toMatchObject({ ok: false })
  expect(await say(' \n')).toMatchObject({ ok: false })
  expect(calls).toHaveLength(1)
})

test('what a person says may answer a message', async () => {
  const { perform, calls } = setUp()
  const reply = { messageId: 'm1', mentions: false }
  expect(await perform({ kind: 'say', ...by, content: 'slower', reply })).toEqual({ ok: true })
  expect(calls).toEqual([['say', 'slower', { replyTo: message, mentions: false, files: [] }]])
})

test('what a person says may come with files, and files without a word', async () => {
  const { perform, calls, uploads } = setUp()
  const file = { name: 'fox.png', bytes: Buffer.from('fox') }
  const fileIds = [uploads.add(file)]
  expect(await perform({ kind: 'say', ...by, content: '', fileIds })).toEqual({ ok: true })
  expect(calls).toEqual([['say', '', { files: [file] }]])
  expect(await perform({ kind: 'say', ...by, content: '', fileIds: ['gone'] })).toMatchObject({ ok: false })
})

test('what Discord does not let the person do is an outcome', async () => {
  const { perform } = setUp()
  const problem = 'The person may not delete this message'
  expect(await perform({ kind: 'remove', ...by, messageId: 'm1' })).toEqual({ ok: false, problem })
})

test.each([
  [{ kind: 'say', personId: 'nobody', placeId: 'videos', content: 'hello' }, 'There is no nobody in videos.'],
  [{ kind: 'remove', ...by, messageId: 'm2' }, 'There is no message m2 in videos.'],
  [{ kind: 'submit', ...by, interactionId: 'i9', values: {} }, 'There is no interaction i9.'],
  [{ kind: 'switch', id: 'snow', isOn: true }, 'There is no switch snow.'],
] satisfies [Action, string][])('nobody could have done %o', async (action, problem) => {
  const { perform } = setUp()
  await expect(perform(action)).rejects.toThrow(new BadAction(problem))
})

test('what happens behind the scenes happens', async () => {
  const { perform, stages } = setUp()
  expect(await perform({ kind: 'switch', id: 'rain', isOn: true })).toEqual({ ok: true })
  expect(await perform({ kind: 'later', minutes: 15 })).toEqual({ ok: true })
  expect(await perform({ kind: 'kill' })).toEqual({ ok: true })
  expect(await perform({ kind: 'start' })).toEqual({ ok: false, problem: 'It is ill.' })
  expect(stages).toEqual(['rain true', '15 minutes', 'killed', 'lease'])
})
