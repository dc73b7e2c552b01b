import type { AutocompleteInteraction } from 'discord.js'
import { describe, expect, test } from 'vitest'
import type { SandboxEvent } from '../../../sandbox/discord/sandboxEvents.ts'
import { createManualClock } from '../../support/createManualClock.ts'
import { playScene } from './support/playScene.ts'
import { useSandbox } from './support/useSandbox.ts'

const { start, logIn } = useSandbox()

const command = {
  name: 'again',
  description: 'Once more',
  options: [
    { type: 3, name: 'model', description: 'Which', required: true, autocomplete: true },
    { type: 4, name: 'seed', description: 'Which seed', autocomplete: true, min_value: 1, max_value: 9 },
    { type: 10, name: 'guidance', description: 'How close', autocomplete: true },
    { type: 11, name: 'image', description: 'Start frame' },
    { type: 6, name: 'friend', description: 'Who' },
    { type: 3, name: 'quality', description: 'Resolution', choices: [{ name: '720p', value: 'standard' }] },
  ],
}

async function play() {
  const clock = createManualClock()
  const sandbox = await start({ clock })
  const events: SandboxEvent[] = []
  sandbox.onEvent((event) => events.push(event))
  const scene = await playScene(sandbox)
  await scene.call(`PUT /applications/${sandbox.applicationId}/commands`, { body: [command] })
  return { clock, sandbox, events, ...scene }
}

const choices = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `Choice ${index}`, value: `${index}` }))

test('a real client answers what is typed with suggestions', async () => {
  const { sandbox, member, user, events } = await play()
  const seen: unknown[] = []
  await logIn(sandbox, async (interaction) => {
    expect(interaction.isAutocomplete()).toBe(true)
    const autocomplete = interaction as AutocompleteInteraction
    seen.push({
      command: autocomplete.commandName,
      focused: autocomplete.options.getFocused(true),
      model: autocomplete.options.get('model')?.value,
      friend: autocomplete.options.get('friend')?.value,
    })
    await autocomplete.respond([{ name: 'Kling 3.0', value: 'kling-3' }])
  })
  const image = { name: 'a.png', bytes: Buffer.alloc(1) }
  const sent = await member.complete('again', { seed: 'a', model: 'kli', friend: user, image }, 'model')
  expect(await sent.outcome).toBe('acknowledged')
  expect(sent.choices).toStrictEqual([{ name: 'Kling 3.0', value: 'kling-3' }])
  expect(seen).toStrictEqual([
    {
      command: 'again',
      focused: { name: 'model', type: 3, value: 'kli', focused: true },
      model: 'kli',
      friend: user.id,
    },
  ])
  expect([sent.acknowledgedAs, sent.message, sandbox.messages, sandbox.violations]).toStrictEqual([
    8,
    undefined,
    [],
    [],
  ])
  expect(events.flatMap((event) => ('type' in event ? [[event.kind, event.type]] : []))).toStrictEqual([
    ['interactionSent', 4],
    ['interactionAcknowledged', 4],
  ])
})

describe('the event', () => {
  test('carries what was typed so far, numbers as texts, and no files', async () => {
    const { member } = await play()
    const image = { name: 'a.png', bytes: Buffer.alloc(1) }
    const { event } = await member.complete('again', { guidance: 0.5, seed: '9x', quality: '4k', image }, 'seed')
    expect(event).toMatchObject({ type: 4, data: { name: 'again', type: 1 } })
    expect(event.data).toHaveProperty('options', [
      { name: 'seed', type: 4, value: '9x', focused: true },
      { name: 'guidance', type: 10, value: '0.5' },
      { name: 'quality', type: 3, value: '4k' },
    ])
    expect(event.data).not.toHaveProperty('resolved')
  })

  test('of an option that is still empty carries an empty text', async () => {
    const { member } = await play()
    const { event } = await member.complete('again', {}, 'model')
    expect(event.data).toHaveProperty('options', [{ name: 'model', type: 3, value: '', focused: true }])
  })

  test.each([
    ['an option with fixed choices', 'again', 'quality'],
    ['an unknown option', 'again', 'length'],
    ['an unknown command', 'kling', 'model'],
  ])('is not sent for %s', async (_name, name, focused) => {
    const { member } = await play()
    await expect(member.complete(name, {}, focused)).rejects.toMatchObject({ name: 'ClientRefusal' })
  })
})

describe('an answer', () => {
  const refusedRows = [
    ['no list', 'model', {}, 'data.choices'],
    ['26 choices', 'model', { choices: choices(26) }, 'data.choices'],
    ['an empty name', 'model', { choices: [{ name: '', value: 'x' }] }, 'data.choices.0.name'],
    ['a name of 101 characters', 'model', { choices: [{ name: 'x'.repeat(101), value: 'x' }] }, 'data.choices.0.name'],
    [
      'a value of 101 characters',
      'model',
      { choices: [{ name: 'x', value: 'x'.repeat(101) }] },
      'data.choices.0.value',
    ],
    ['a number for a text', 'model', { choices: [{ name: 'x', value: 5 }] }, 'data.choices.0.value'],
    ['a text for an integer', 'seed', { choices: [{ name: 'x', value: '5' }] }, 'data.choices.0.value'],
    ['a fraction for an integer', 'seed', { choices: [{ name: 'x', value: 5.5 }] }, 'data.choices.0.value'],
    ['a text for a number', 'guidance', { choices: [{ name: 'x', value: '5' }] }, 'data.choices.0.value'],
  ] as const

  test.each(refusedRows)('with %s is refused, and may be repeated', async (_name, focused, data, place) => {
    const { sandbox, member, answer } = await play()
    const sent = await member.complete('again', {}, focused)
    expect((await answer(sent, { type: 8, data })).status).toBe(400)
    expect(sandbox.violations[0]?.errors[0]?.path.join('.')).toBe(place)
    expect((await answer(sent, { type: 8, data: { choices: [] } })).status).toBe(200)
    expect(sent.choices).toStrictEqual([])
  })

  test.each([
    ['25 choices', 'model', choices(25)],
    ['an integer', 'seed', [{ name: 'x', value: 99 }]],
    ['a fraction', 'guidance', [{ name: 'x', value: 0.5 }]],
  ])('with %s passes', async (_name, focused, given) => {
    const { member, answer } = await play()
    const sent = await member.complete('again', {}, focused)
    expect((await answer(sent, { type: 8, data: { choices: given } })).status).toBe(200)
    expect(sent.choices).toStrictEqual(given)
  })

  test('is nothing but suggestions', async () => {
    const { member, answer, edit, followUp } = await play()
    const sent = await member.complete('again', {}, 'model')
    expect((await answer(sent, { type: 5 })).body.code).toBe(50035)
    expect((await answer(sent, { type: 4, data: { content: 'x' } })).body.code).toBe(50035)
    await answer(sent, { type: 8, data: { choices: [] } })
    expect((await followUp(sent, { content: 'x' })).body.code).toBe(10015)
    expect((await edit(sent, { content: 'x' })).body.code).toBe(10015)
  })

  test('after three seconds is too late', async () => {
    const { clock, member, answer } = await play()
    const sent = await member.complete('again', {}, 'model')
    await clock.advance(3_001)
    expect(await sent.outcome).toBe('didNotRespond')
    expect((await answer(sent, { type: 8, data: { choices: [] } })).body.code).toBe(10062)
    expect(sent.choices).toBeUndefined()
  })
})
