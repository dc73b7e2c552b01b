import { afterEach, expect, test } from 'vitest'
import { says } from '../support/says.ts'
import { type House, startHouse } from '../support/startHouse.ts'

let house: House | undefined
afterEach(async () => {
  await house?.close()
  house = undefined
})

test('a member types /kling video and gets a video that plays in the same message', async () => {
  // Longer than a person pays attention.
  house = await startHouse({ kling: { renderMilliseconds: 70_000 } })
  const { discord, kling, time } = house
  const channel = discord.addGuild({ name: 'Film club' }).addChannel({ name: 'videos' })
  const user = discord.addUser({ name: 'Ana' })
  const member = user.in(channel)
  await time.settle()

  const sent = await member.run('kling video', { prompt: 'a red fox in the snow' })
  await time.until(() => discord.messages.some((message) => message.pings.length > 0))

  const [status, notice] = member.sees()
  expect(status?.id).toBe(sent.message?.id)
  expect(status?.text).toContain(says.ready)
  expect(status?.attachments).toHaveLength(1)
  expect(notice?.pings).toEqual([user.id])
  expect(notice?.reference?.messageId).toBe(status?.id)
  expect(kling.jobs).toHaveLength(1)
  expect(discord.violations).toEqual([])
  expect(discord.unknownRoutes).toEqual([])
  expect(discord.rateLimited).toBe(0)
})
