import { expect, test } from 'vitest'
import { permissions, usualMemberPermissions } from '../../sandbox/discord/flags.ts'
import type { Member } from '../../sandbox/discord/people/member.ts'
import type { SentInteraction } from '../../sandbox/discord/people/presence.ts'
import type { OptionValues } from '../../sandbox/discord/people/values.ts'
import { walkComponents } from '../../sandbox/discord/validation/checkComponents.ts'
import { en } from '../../src/views/text/en.ts'
import { says } from '../support/says.ts'
import { type Flow, findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow()
const { presetCard, adminErrors } = en
const manager = usualMemberPermissions | permissions.manageGuild

async function settled(flow: Flow, sent: SentInteraction): Promise<SentInteraction> {
  await flow.time.until(() => sent.acknowledgedAfter !== undefined, 3_000)
  await flow.time.settle()
  return sent
}

const run = async (flow: Flow, by: Member, name: string, values: OptionValues = {}) =>
  settled(flow, await by.run(name, values))

/** Ana's server, and Mia who manages it and has written a preset; its card is what Mia sees. */
async function openWithPreset() {
  const flow = await open()
  const mia = flow.discord.addUser({ name: 'Mia' }).in(flow.channel, { permissions: manager })
  await flow.time.settle()
  const opened = await run(flow, mia, 'kling-admin preset add')
  const saved = await settled(
    flow,
    await mia.submit(opened, {
      name: 'Noir',
      template: 'a film noir of {prompt}, hard shadows',
      negativePrompt: 'burnt-in captions',
    }),
  )
  return { flow, mia, card: findStatus(saved) }
}

function findId(message: { components: unknown }, name: string, option = ''): string {
  const found = walkComponents((message as Parameters<typeof findStatus>[0] & { components: never }).components)
  const ids = found.map(({ component }) => String(component.custom_id))
  return ids.find((id) => id.startsWith(`${name}:`) && id.includes(option)) ?? ''
}

test('words for a preset that is gone are there to copy', async () => {
  const { flow, mia, card } = await openWithPreset()
  const opened = await settled(flow, await mia.click(card, { forged: findId(card, 'editPreset') }))
  await settled(flow, await mia.click(card, { forged: findId(card, 'removePreset') }))
  const typed = { name: 'Western', template: 'a western of {prompt}', negativePrompt: 'heavy rain' }
  const sent = await settled(flow, await mia.submit(opened, typed))
  for (const words of [presetCard.gone, ...Object.values(typed)]) expect(findStatus(sent).text).toContain(words)
})

test('a manager prepares it, a member picks it, and what the member types wins', async () => {
  const { flow, mia, card } = await openWithPreset()
  expect(card.ephemeralFor).toBe(mia.userId)
  expect(card.text).toContain('hard shadows')
  await settled(flow, await mia.choose(card, findId(card, 'choosePresetOption', ':quality.'), ['pro']))
  await settled(flow, await mia.choose(card, findId(card, 'choosePresetOption', ':sound.'), ['off']))
  await settled(flow, await mia.choose(card, findId(card, 'choosePresetOption', ':duration.'), ['4']))
  expect(card.text).toContain(presetCard.saved.slice(3))
  await flow.crashBot()
  await flow.startBot()

  const typing = await settled(
    flow,
    await flow.member.complete('kling video', { prompt: 'a fox', preset: 'no' }, 'preset'),
  )
  expect(typing.choices).toEqual([expect.objectContaining({ name: 'Noir', value: 'Noir' })])
  const made = await flow.make({ prompt: 'a fox', preset: 'Noir' })
  const [first] = await flow.stored()
  expect(first?.request).toMatchObject({
    scene: { kind: 'prompt', prompt: 'a film noir of a fox, hard shadows' },
    negativePrompt: 'burnt-in captions',
    quality: 'pro',
    sound: false,
    duration: 4,
  })
  expect(made.text).toContain('a fox')
  expect(made.text).not.toContain('hard shadows')
  expect(made.text).toContain('Noir')

  await flow.ask({
    prompt: 'a cat',
    preset: 'noir',
    quality: 'standard',
    duration: 6,
    negative_prompt: 'a swirling fog',
  })
  const [, second] = await flow.stored()
  expect(second?.request).toMatchObject({
    quality: 'standard',
    sound: false,
    duration: 6,
    negativePrompt: 'a swirling fog',
  })
  await flow.time.advance(3 * 60_000)
})

test('one that vanished between the suggestion and the sending is told of, with what was typed', async () => {
  const { flow, mia, card } = await openWithPreset()
  const gone = await settled(flow, await mia.click(card, { label: presetCard.remove }))
  expect(gone.message?.text).toContain('hard shadows')
  const sent = await flow.ask({ prompt: 'a fox', preset: 'Noir' })
  expect(sent.message?.text).toContain('no preset called Noir')
  expect(sent.message?.text).toContain('a fox')
  expect(sent.message?.ephemeralFor).toBe(flow.user.id)
  expect(await flow.stored()).toEqual([])
  // A card from before does nothing any more.
  const { message } = await run(flow, mia, 'kling-admin preset edit', { preset: 'Noir' })
  expect(message?.text).toContain(presetCard.gone.slice(2, 30))
})

test('no other server sees it, and nobody changes it without the permission', async () => {
  const { flow, mia, card } = await openWithPreset()
  const elsewhere = flow.discord.addGuild({ name: 'Elsewhere' }).addChannel()
  const eve = flow.discord.addUser({ name: 'Eve' })
  const evesServer = eve.in(elsewhere, { permissions: manager })
  const eveHere = eve.in(flow.channel)
  await flow.time.settle()
  const typing = await settled(flow, await evesServer.complete('kling video', { prompt: 'x', preset: '' }, 'preset'))
  expect(typing.choices).toEqual([])
  const refused = await run(flow, evesServer, 'kling video', { prompt: 'x', preset: 'Noir' })
  expect(refused.message?.text).toContain('no preset called Noir')
  const removing = findId(card, 'removePreset')
  const posted = await run(flow, eveHere, 'kling queue')
  const forged = await settled(flow, await eveHere.click(findStatus(posted), { forged: removing }))
  expect(forged.message?.text).not.toContain('hard shadows')
  const own = await run(flow, evesServer, 'kling-admin preset list')
  expect(own.message?.text).toContain(presetCard.listEmpty.slice(2, 30))
  const stolen = await settled(flow, await evesServer.click(findStatus(own), { forged: removing }))
  expect(stolen.message?.text).not.toContain('hard shadows')
  const { message } = await run(flow, mia, 'kling-admin preset list')
  expect(message?.text).toContain('Noir')
  expect(adminErrors.panelGone).not.toBe('')
})

test('a name that is taken loses nothing', async () => {
  const { flow, mia } = await openWithPreset()
  const opened = await run(flow, mia, 'kling-admin preset add')
  const saved = await settled(flow, await mia.submit(opened, { name: 'noir', template: 'in black and white' }))
  expect(saved.message?.text).toContain('noir 2')
  expect(saved.message?.text).toContain('{prompt}, in black and white')
  const editing = await settled(flow, await mia.click(findStatus(saved), { label: presetCard.edit }))
  await settled(flow, await mia.submit(editing, { name: 'Grey' }))
  expect(saved.message?.text).toContain('Grey')
  await run(flow, flow.member, 'kling video', { prompt: 'a fox', preset: 'Grey' })
  expect((await flow.storedOne()).request.scene).toEqual({ kind: 'prompt', prompt: 'a fox, in black and white' })
  await flow.time.until(() => flow.discord.messages.some(({ text }) => text.includes(says.ready)))
  await flow.time.advance(5_000)
})

test('the defaults of a server hold for whoever chose nothing, and only managers set them', async () => {
  const { flow, mia } = await openWithPreset()
  const shown = await run(flow, mia, 'kling-admin preset defaults')
  const card = findStatus(shown)
  await settled(flow, await mia.choose(card, findId(card, 'chooseDefault', ':aspectRatio'), ['9:16']))
  await settled(flow, await mia.choose(card, findId(card, 'chooseDefault', ':quality'), ['pro']))
  await settled(flow, await mia.click(card, findId(card, 'switchDefault', ':sound-off')))
  const own = await run(flow, flow.member, 'kling settings')
  await settled(flow, await flow.member.choose(findStatus(own), `chooseSetting:${flow.user.id}:quality`, ['standard']))
  const reset = findId(card, 'resetDefaults')
  const forged = await settled(flow, await flow.member.click(findStatus(own), { forged: reset }))
  expect(forged.message?.text).not.toContain(en.settingsCard.reset.slice(3))
  await flow.ask()
  expect((await flow.storedOne()).request).toMatchObject({ quality: 'standard', aspectRatio: '9:16', sound: false })
  await settled(flow, await mia.click(card, reset))
  expect(card.text).toContain(en.settingsCard.reset.slice(3))
  await flow.time.advance(3 * 60_000)
})
