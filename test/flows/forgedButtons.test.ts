import { describe, expect, test } from 'vitest'
import { permissions, usualMemberPermissions } from '../../sandbox/discord/flags.ts'
import type { SandboxMessage } from '../../sandbox/discord/messages/messageRecord.ts'
import type { Member } from '../../sandbox/discord/people/member.ts'
import { en } from '../../src/views/text/en.ts'
import { openQueue } from '../support/askPrivately.ts'
import { listSubmits } from '../support/listSubmits.ts'
import { readEverything } from '../support/readMessage.ts'
import { says } from '../support/says.ts'
import { type Flow, findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow()
const secret = 'Ana keeps this lighthouse to herself'
const wrongPlace = en.userErrors.wrongPlace
const notYours = en.userErrors.notYours

/** Ana has a private video in one server; Ben moderates another one, where the bot has posted for him. */
async function openTwoServers() {
  const flow = await open()
  const elsewhere = flow.discord.addGuild({ name: 'Elsewhere' }).addChannel()
  const user = flow.discord.addUser({ name: 'Ben' })
  const ben = user.in(elsewhere, { permissions: usualMemberPermissions | permissions.manageMessages })
  await flow.time.settle()
  const sent = await flow.ask({ prompt: secret, private: true })
  await flow.time.until(() => findStatus(sent).text.includes(says.ready))
  await flow.time.advance(5_000)
  const ana = await flow.storedOne()
  const posted = await ben.run('kling video', { prompt: 'a dull road' })
  await flow.time.until(() => posted.message?.text.includes(says.ready) ?? false)
  await flow.time.advance(5_000)
  return { ...flow, anasId: ana.id, ben, user, posted: findStatus(posted) }
}

async function forge(flow: Flow, by: Member, message: SandboxMessage, customId: string): Promise<string> {
  const click = await by.click(message, { forged: customId })
  await flow.time.advance(10_000)
  return [...click.followUps, ...(click.message === message || !click.message ? [] : [click.message])]
    .map(({ text }) => text)
    .join('\n')
}

describe('a forged custom id', () => {
  test.each(['check', 'cancel', 'hide', 'retry', 'deliver'])(
    'of %s does not show a private video in another server, and does nothing to it',
    async (prefix) => {
      const flow = await openTwoServers()
      const before = flow.posted.text
      const records = JSON.stringify(await flow.stored())
      const inPublic = await forge(flow, flow.ben, flow.posted, `${prefix}:${flow.anasId}`)
      const inPrivate = await forge(flow, flow.ben, await openQueue(flow, flow.ben), `${prefix}:${flow.anasId}`)
      expect(inPublic).toContain(wrongPlace)
      expect([wrongPlace, notYours].some((sentence) => inPrivate.includes(sentence))).toBe(true)
      expect(flow.posted.text).toBe(before)
      const seen = flow.ben.sees()
      expect(readEverything(seen)).not.toContain(secret)
      expect(seen.flatMap(({ attachments }) => attachments)).toHaveLength(1)
      expect(JSON.stringify(await flow.stored())).toBe(records)
      expect(listSubmits(flow)).toHaveLength(2)
    },
  )

  test.each(['cancel', 'hide'])('of %s gives a moderator no power over another server', async (prefix) => {
    const flow = await open({ kling: { renderMilliseconds: Number.POSITIVE_INFINITY } })
    const elsewhere = flow.discord.addGuild({ name: 'Elsewhere' }).addChannel()
    const ben = flow.discord
      .addUser({ name: 'Ben' })
      .in(elsewhere, { permissions: usualMemberPermissions | permissions.manageMessages })
    await flow.time.settle()
    await flow.ask()
    const { id } = await flow.storedOne()
    const answer = await forge(flow, ben, await openQueue(flow, ben), `${prefix}:${id}`)
    expect(answer).toContain(notYours)
    const record = await flow.storedOne()
    expect(record.state).toBe('running')
    expect(record).not.toHaveProperty('cancelRequestedAt')
    expect(record).not.toHaveProperty('abandonedAt')
  })

  test('of Check does not put the owner’s own private video into a message that others see', async () => {
    const flow = await openTwoServers()
    const open = await flow.make({ prompt: 'a dull road' })
    const answer = await forge(flow, flow.member, open, `check:${flow.anasId}`)
    expect(answer).toContain(wrongPlace)
    expect(open.text).not.toContain(secret)
  })
})

test('the list shows the owner a video from another server, in private', async () => {
  const flow = await open({ kling: { renderMilliseconds: 20 * 60_000 } })
  const sent = await flow.ask({ private: true })
  await flow.time.advance(25 * 60_000)
  expect(findStatus(sent).text).not.toContain(says.ready)
  const elsewhere = flow.user.in(flow.discord.addGuild({ name: 'Elsewhere' }).addChannel())
  await flow.time.settle()
  const click = await flow.press(await openQueue(flow, elsewhere), 'Show me', elsewhere)
  await flow.time.until(() => click.message?.text.includes(says.ready) ?? false)
  expect(click.message?.ephemeralFor).toBe(flow.user.id)
})

test.each(['details', 'vary', 'remove', 'removeNow', 'more:back', 'dismissDraft', 'editDraft'])(
  'of %s, with an id of one’s own or of what is seen there, replaces nobody’s public card',
  async (name) => {
    const flow = await open()
    const posted = await flow.make({ prompt: 'a lighthouse for everybody' })
    const { id: anasId } = await flow.storedOne()
    const ben = flow.discord.addUser({ name: 'Ben' }).in(flow.channel)
    const said = await ben.say(`<@${flow.discord.botUserId}> a dull road`)
    await flow.time.advance(10_000)
    const card = flow.discord.messages.find(({ reference }) => reference?.messageId === said.id)
    const draftId = /dismissDraft:([^"]+)/.exec(JSON.stringify(card?.components))?.[1] ?? ''
    const { text } = posted
    const [handler = '', word] = name.split(':')
    const id = handler.endsWith('Draft') ? draftId : anasId
    await forge(flow, ben, posted, [handler, id, ...(word === undefined ? [] : [word])].join(':'))
    expect(posted.text).toBe(text)
    if (handler !== 'dismissDraft' || card === undefined) return
    await flow.press(card, en.draft.dismiss, ben)
    expect(card.text).toBe(en.draft.dismissed)
  },
)
