import { expect, test } from 'vitest'
import type { SandboxMessage } from '../../sandbox/discord/messages/messageRecord.ts'
import type { Member } from '../../sandbox/discord/people/member.ts'
import type { SentInteraction } from '../../sandbox/discord/people/presence.ts'
import { walkComponents } from '../../sandbox/discord/validation/checkComponents.ts'
import { providerDefinitions } from '../../src/services/providers/registry.ts'
import { de } from '../../src/views/text/de.ts'
import { en } from '../../src/views/text/en.ts'
import { askPrivately } from '../support/askPrivately.ts'
import { type Flow, useFlow } from '../support/useFlow.ts'

const open = useFlow()
const { settingsCard, userErrors } = en

const openSettings = (flow: Flow, by: Member = flow.member) => askPrivately(flow, by, 'kling settings')

async function settled(flow: Flow, sent: SentInteraction): Promise<SentInteraction> {
  await flow.time.until(() => sent.acknowledgedAfter !== undefined, 3_000)
  await flow.time.settle()
  return sent
}

async function choose(flow: Flow, card: SandboxMessage, field: string, value: string): Promise<SentInteraction> {
  return settled(flow, await flow.member.choose(card, `chooseSetting:${flow.user.id}:${field}`, [value]))
}

/** What stands selected in each select of the card. */
function readChosen(card: SandboxMessage): Record<string, unknown> {
  const selects = walkComponents(card.components).map(({ component }) => component)
  return Object.fromEntries(
    selects.flatMap(({ custom_id: id, options }) => {
      if (!Array.isArray(options)) return []
      const chosen = options.find((option: { default?: boolean }) => option.default === true) as { value: string }
      return [[String(id).split(':')[2], chosen.value]]
    }),
  )
}

test('what is chosen holds for the next video, unless something else is typed, also after a restart', async () => {
  const flow = await open()
  const card = await openSettings(flow)
  expect(readChosen(card)).toEqual({
    quality: 'default',
    aspectRatio: 'default',
    notice: 'here',
    quoteAbove: 'default',
  })
  await choose(flow, card, 'quality', 'pro')
  await choose(flow, card, 'aspectRatio', '9:16')
  expect(card.text).toContain(settingsCard.saved.slice(3))
  await flow.crashBot()
  await flow.startBot()
  // The card from before the restart works on.
  await flow.press(card, settingsCard.on({ option: settingsCard.sound }))
  // A second tap on the same button would be the same once more: it says what it sets.
  await settled(flow, await flow.member.click(card, { forged: `switchSetting:${flow.user.id}:sound-off` }))
  await flow.press(card, settingsCard.off({ option: settingsCard.isPrivate }))
  expect(readChosen(card)).toMatchObject({ quality: 'pro', aspectRatio: '9:16' })
  expect(readChosen(await openSettings(flow))).toMatchObject({ quality: 'pro', aspectRatio: '9:16' })

  await flow.ask()
  await flow.ask({ quality: 'standard', sound: true, private: false, aspect_ratio: '1:1' })
  const [first, second] = await flow.stored()
  expect(first?.request).toMatchObject({ quality: 'pro', aspectRatio: '9:16', sound: false })
  expect(first?.origin.ephemeral).toBe(true)
  expect(second?.request).toMatchObject({ quality: 'standard', aspectRatio: '1:1', sound: true })
  expect(second?.origin.ephemeral).toBe(false)

  await flow.press(card, settingsCard.resetAll)
  expect(card.text).toContain(settingsCard.reset.slice(3))
  await flow.ask()
  const [, , third] = await flow.stored()
  expect(third?.request).toMatchObject({ quality: 'standard', aspectRatio: '16:9', sound: true })
  await flow.time.advance(5 * 60_000)
})

test('nobody else changes them, and nonsense changes nothing', async () => {
  const flow = await open()
  const ben = flow.discord.addUser({ name: 'Ben' }).in(flow.channel)
  await flow.time.settle()
  const card = await openSettings(flow)
  await choose(flow, card, 'quality', 'pro')
  const bens = await openSettings(flow, ben)
  for (const forged of [`switchSetting:${flow.user.id}:sound-off`, `resetSettings:${flow.user.id}`]) {
    const sent = await settled(flow, await ben.click(bens, { forged }))
    expect(sent.message?.text).toContain(userErrors.notYours.slice(0, 40))
    expect(sent.message?.ephemeralFor).toBe(ben.userId)
  }
  const posted = await flow.make()
  const sent = await settled(flow, await flow.member.click(posted, { forged: `resetSettings:${flow.user.id}` }))
  expect(sent.message?.text).toContain(userErrors.wrongPlace.slice(0, 40))
  for (const forged of [`switchSetting:${flow.user.id}:price-off`, `switchSetting:${flow.user.id}`]) {
    const nonsense = await settled(flow, await flow.member.click(card, { forged }))
    expect(nonsense.message?.text).toContain(userErrors.outdated.slice(0, 30))
  }
  expect(readChosen(await openSettings(flow))).toMatchObject({ quality: 'pro' })
  expect(readChosen(await openSettings(flow, ben))).toMatchObject({ quality: 'default' })
})

test('a quality that no provider offers any more is said, and the default is taken', async () => {
  const flow = await open()
  await choose(flow, await openSettings(flow), 'quality', '4k')
  await flow.stopBot()
  await flow.startBot(
    {},
    providerDefinitions.map((each) => ({ ...each, models: each.models.filter(({ quality }) => quality !== '4k') })),
  )
  const card = await openSettings(flow)
  expect(card.text).toContain("4K isn't offered any more.** I use Standard 720p instead.")
  expect(readChosen(card)).toMatchObject({ quality: 'default' })
  await flow.ask()
  expect((await flow.storedOne()).request.quality).toBe('standard')
})

test('a German reads them in German', async () => {
  const flow = await open({ user: { locale: 'de' } })
  const card = await openSettings(flow)
  expect(card.text).toContain(de.settingsCard.title.slice(4))
  await choose(flow, card, 'notice', 'direct')
  expect(card.text).toContain(de.settingsCard.saved.slice(3))
})
