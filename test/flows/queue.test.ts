import { expect, test } from 'vitest'
import { en } from '../../src/views/text/en.ts'
import { openQueue } from '../support/askPrivately.ts'
import { seeButtons, seeLabels } from '../support/readMessage.ts'
import { says } from '../support/says.ts'
import { findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow({
  kling: { renderMilliseconds: Number.POSITIVE_INFINITY },
  variables: { RUNCOMFY_MAX_CONCURRENT: '1' },
})

test('lists what is on its way, newest first, with state, place, start and link, and cancels what is meant', async () => {
  const flow = await open()
  const startedAt = Math.floor(Date.now() / 1_000)
  const rendering = findStatus(await flow.ask({ prompt: 'a red fox' }))
  await flow.time.advance(1_000)
  const next = findStatus(await flow.ask({ prompt: 'a blue whale' }))
  await flow.time.advance(1_000)
  const last = findStatus(await flow.ask({ prompt: 'a green frog' }))
  await flow.time.until(() => rendering.text.includes(says.rendering))

  const takes = (state: string) => en.states.withExpectedTime({ state, span: 'about 2 min' })
  const linkTo = ({ id }: { readonly id: string }) =>
    `-# [Open the message](https://discord.com/channels/${flow.channel.guildId}/${flow.channel.id}/${id})`
  const queue = await openQueue(flow, flow.member)
  expect(queue.text.split('\n')).toEqual([
    en.queue.title,
    takes(en.states.queuedBehind({ count: 1, since: `<t:${startedAt + 2}:R>` })),
    '-# a green frog',
    linkTo(last),
    takes(en.states.queuedNext(`<t:${startedAt + 1}:R>`)),
    '-# a blue whale',
    linkTo(next),
    takes(en.states.rendering(`<t:${startedAt}:R>`)),
    '-# a red fox',
    linkTo(rendering),
  ])
  const [lastButton] = seeButtons(queue)
  expect(seeLabels(queue)).toEqual(['Cancel (free)', 'Cancel (free)', 'Hide when done'])
  expect(lastButton).toEqual({ label: 'Cancel (free)' })

  const click = await flow.press(queue, 'Cancel (free)')
  expect(click.followUps[0]?.text).toBe(en.cancel.cancelled)
  await flow.time.until(() => last.text.startsWith(says.cancelled))
  const after = await openQueue(flow, flow.member)
  expect(after.text).not.toContain('a green frog')
  expect(seeLabels(after)).toEqual(['Cancel (free)', 'Hide when done'])
})

test('is private, and empty for whoever has asked for nothing', async () => {
  const flow = await open()
  await flow.ask()
  const other = flow.discord.addUser({ name: 'Ben' })
  const queue = await openQueue(flow, other.in(flow.channel))
  expect(queue.ephemeralFor).toBe(other.id)
  expect(queue.text).toBe(en.queue.empty)
})

test('tells of those that no longer fit into one message', async () => {
  const flow = await open()
  for (let count = 1; count <= 16; count += 1) {
    await flow.ask({ prompt: `video number ${count} ${'and the sea is calm '.repeat(20)}` })
    await flow.time.advance(1_000)
  }
  const queue = await openQueue(flow, flow.member)
  expect(queue.text).toMatch(/video number 16 /)
  const shown = seeLabels(queue).length
  expect(shown).toBeGreaterThanOrEqual(10)
  expect(queue.text).toContain(`-# And ${16 - shown} more.`)
})

test('works in a direct message with the bot, for videos asked for elsewhere', async () => {
  const flow = await open({ variables: { ALLOW_USER_INSTALL: 'true' } })
  const elsewhere = findStatus(await flow.ask())
  const queue = await openQueue(flow, flow.user.in(flow.user.directMessages()))
  expect(queue.text).toContain(`/channels/${flow.channel.guildId}/${flow.channel.id}/${elsewhere.id})`)
})
