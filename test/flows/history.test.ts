import { describe, expect, test } from 'vitest'
import type { SandboxMessage } from '../../sandbox/discord/messages/messageRecord.ts'
import type { Member } from '../../sandbox/discord/people/member.ts'
import type { FieldValues } from '../../sandbox/discord/people/values.ts'
import { en } from '../../src/views/text/en.ts'
import { askPrivately } from '../support/askPrivately.ts'
import { readEverything, seeGallery, seeLabels } from '../support/readMessage.ts'
import { says } from '../support/says.ts'
import { type Flow, findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow({
  kling: { renderMilliseconds: 8_000 },
  variables: {
    MAX_OPEN_PER_PERSON: '20',
    MAX_PER_PERSON_PER_DAY: '50',
    MAX_ATTEMPTS_PER_PERSON_PER_MINUTE: '50',
    BUDGET_PERSON_DAY: 'unlimited',
    BUDGET_SERVER_MONTH: 'unlimited',
    BUDGET_MONTH: 'unlimited',
  },
})

const { older, newer, filter, back, open: openOne } = en.historyButtons
const listed = ({ text }: SandboxMessage) => [...text.matchAll(/^\*\*(.+)\*\*$/gm)].map(([, prompt]) => prompt)
const openHistory = (flow: Flow, values = {}, member: Member = flow.member) =>
  askPrivately(flow, member, 'kling history', values)

/** Presses a button of the list, and waits until what it does is done. */
async function press(flow: Flow, list: SandboxMessage, label: string) {
  const click = await flow.press(list, label)
  await flow.time.advance(2_000)
  return click
}

/** Opens the form, and sends it with these values. */
async function filterBy(flow: Flow, list: SandboxMessage, values: FieldValues) {
  const sent = await flow.member.submit(await flow.press(list, filter), values)
  await flow.time.until(() => sent.acknowledgedAfter !== undefined, 3_000)
  await flow.time.settle()
}

describe('the history', () => {
  test('has pages, filters, and every video in the place of the list, after a restart as before', async () => {
    const flow = await open()
    for (let number = 1; number <= 8; number += 1) {
      await flow.make({ prompt: `boat number ${number}`, quality: number === 3 ? 'pro' : 'standard', sound: false })
    }
    const list = await openHistory(flow)
    expect(list.text.startsWith(en.history.title)).toBe(true)
    expect(listed(list)).toEqual([8, 7, 6, 5, 4, 3].map((number) => `boat number ${number}`))
    const [newest] = await flow.stored().then((all) => all.slice(-1))
    expect(list.text).toContain(
      `-# Standard · 5 s · <t:${Math.floor((newest?.createdAt ?? 0) / 1_000)}:R> · [message](https://discord.com/channels/${flow.channel.guildId}/${flow.channel.id}/${newest?.origin.messageId})`,
    )
    expect(seeLabels(list)).toEqual([...Array(6).fill(openOne), older, filter])

    await press(flow, list, older)
    expect(listed(list)).toEqual(['boat number 2', 'boat number 1'])
    expect(seeLabels(list)).toEqual([openOne, openOne, newer, filter])

    await flow.stopBot()
    await flow.startBot()
    await press(flow, list, openOne)
    expect(list.text).toContain('boat number 2')
    expect(seeGallery(list)).toHaveLength(1)
    expect(list.attachments).toHaveLength(1)
    expect(seeLabels(list)).toContain(back)

    await flow.stopBot()
    await flow.startBot()
    await press(flow, list, back)
    expect(listed(list)).toEqual(['boat number 2', 'boat number 1'])
    expect(list.attachments).toEqual([])
    await press(flow, list, newer)
    expect(listed(list)[0]).toBe('boat number 8')

    await filterBy(flow, list, { quality: ['pro'] })
    expect(listed(list)).toEqual(['boat number 3'])
    expect(list.text).toContain(en.history.filtered('Pro 1080p'))
    await filterBy(flow, list, { words: 'number 5', quality: ['all'] })
    expect(listed(list)).toEqual(['boat number 5'])
    await filterBy(flow, list, { words: 'whale', progress: ['notMade'] })
    expect(list.text).toContain(en.history.noneMatch)
    expect(list.text).toContain(en.history.filtered('no video · “whale”'))
    await filterBy(flow, list, { words: '', progress: ['all'] })
    expect(listed(list)).toHaveLength(6)

    expect(listed(await openHistory(flow, { words: 'BOAT', quality: 'pro', state: 'ready' }))).toEqual([
      'boat number 3',
    ])
  })

  test('shows what is on its way with its buttons, and what failed', async () => {
    const flow = await open({
      kling: { renderMilliseconds: ({ duration }) => (duration === 10 ? Number.POSITIVE_INFINITY : 8_000) },
    })
    flow.kling.faults.add({
      endpoint: 'submit',
      effect: { kind: 'renderFails', failure: { kind: 'renderError', message: 'it did not work' } },
    })
    await flow.make({ prompt: 'a red fox' })
    const running = findStatus(await flow.ask({ prompt: 'a blue whale', duration: 10, private: true }))
    await flow.time.until(() => running.text.includes(says.rendering))
    const list = await openHistory(flow, { state: 'inProgress' })
    expect(listed(list)).toEqual(['a blue whale'])
    expect(list.text).not.toContain('[message]')
    await press(flow, list, openOne)
    expect(list.text).toContain(says.rendering)
    expect(seeLabels(list)).toEqual([en.buttons.hide, back])
    await press(flow, list, back)
    await filterBy(flow, list, { progress: ['notMade'] })
    await press(flow, list, openOne)
    expect(list.text).toContain(says.renderFailed)
    expect(seeLabels(list)).toContain(en.buttons.retry)
  })

  test('is empty for whoever has made nothing, and is nobody else’s', async () => {
    const flow = await open()
    await flow.make({ prompt: 'Ana keeps this lighthouse to herself' })
    const { id } = await flow.storedOne()
    const ben = flow.discord.addUser({ name: 'Ben' })
    const member = ben.in(flow.channel)
    const list = await openHistory(flow, {}, member)
    expect(list.text).toContain(en.history.empty)
    expect(seeLabels(list)).toEqual([])
    const forge = async (customId: string) => {
      const click = await member.click(list, { forged: customId })
      await flow.time.advance(5_000)
      return [click.message?.text, ...click.followUps.map(({ text }) => text)].join('\n')
    }
    expect(await forge(`history:${flow.user.id}:0`)).toContain(en.userErrors.notYours)
    expect(await forge(`historyOpen:${flow.user.id}:${id}`)).toContain(en.userErrors.notYours)
    expect(await forge(`historyFilter:${flow.user.id}`)).toContain(en.userErrors.notYours)
    expect(await forge(`historyOpen:${ben.id}:${id}`)).toContain(en.userErrors.notFound)
    expect(await forge(`history:${ben.id}:999999`)).toContain(en.history.empty)
    const seen = member.sees().filter(({ ephemeralFor }) => ephemeralFor !== undefined)
    expect(readEverything(seen)).not.toContain('lighthouse')
  })
})
