import { expect, test } from 'vitest'
import { StoreFailure } from '../../../src/domain/contracts/store.ts'
import { en } from '../../../src/views/text/en.ts'
import { askPrivately } from '../../support/askPrivately.ts'
import { useFlow } from '../../support/useFlow.ts'
import { openServer } from './support.ts'

const open = useFlow({ kling: { renderMilliseconds: Number.POSITIVE_INFINITY } })

test('channels, roles and qualities hold from the next command on, in threads as in their channel', async () => {
  const flow = await open()
  const server = await openServer(flow)
  const card = await server.run('settings')
  await server.choose(card, 'channels', [server.channel.id])
  const elsewhere = server.ben.in(server.other)
  expect(await server.ask(elsewhere)).toContain(en.adminErrors.channelNotAllowed(`<#${server.channel.id}>`))
  expect(await server.ask(server.member)).toBeUndefined()
  const thread = server.channel.addThread()
  const otherThread = server.other.addThread()
  await flow.time.settle()
  expect(await server.ask(server.ben.in(thread))).toBeUndefined()
  expect(await server.ask(server.ben.in(otherThread))).toContain(`<#${server.channel.id}>`)
  expect(await server.mention(elsewhere, 'a fox')).toContain(
    en.adminErrors.channelNotAllowed(`<#${server.channel.id}>`),
  )
  expect(await server.mention(server.ben.in(otherThread), 'a fox')).toContain(`<#${server.channel.id}>`)
  expect(await server.mention(server.ben.in(thread), 'a fox')).toContain(en.draft.title)
  const help = await askPrivately(flow, elsewhere, 'kling help')
  expect(help.text).toContain(en.adminErrors.channelNotAllowed(`<#${server.channel.id}>`))

  const role = server.guild.addRole('Makers')
  await flow.time.settle()
  await server.choose(card, 'roles', [role.id])
  expect(await server.ask(server.member)).toContain(en.adminErrors.roleNotAllowed(`<@&${role.id}>`))
  await flow.time.advance(60_000)
  expect(await server.mention(server.member, 'a fox')).toContain(en.adminErrors.roleNotAllowed(`<@&${role.id}>`))
  server.guild.giveRoles(server.ben, [role])
  expect(await server.ask(server.member)).toBeUndefined()
  expect(await server.mention(server.member, 'a fox')).toContain(en.draft.title)

  await server.choose(card, 'qualities', ['standard', 'pro'])
  const refused = await server.ask(server.member, { quality: '4k' })
  const others = `${en.qualityNames.standard} or ${en.qualityNames.pro}`
  const refusal = en.adminErrors.qualityNotAllowed({ quality: '4K', others })
  expect(refused).toContain(refusal)
  expect(await server.mention(server.member, 'a fox, in 4K')).toContain(refusal)

  // After a restart; and open again where the lists are emptied.
  await flow.stopBot()
  await flow.startBot()
  expect(await server.ask(elsewhere)).toContain(`<#${server.channel.id}>`)
  await server.choose(card, 'channels', [])
  await server.choose(card, 'qualities', [])
  expect(await server.ask(elsewhere, { quality: '4k' })).toBeUndefined()
})

test('changes are posted in the channel that was chosen, as long as it is there', async () => {
  const flow = await open()
  const server = await openServer(flow)
  const log = server.guild.addChannel({ name: 'log' })
  const closed = server.guild.addChannel({ name: 'closed', botPermissions: 0n })
  await flow.time.settle()
  const card = await server.run('settings')
  const refused = await server.choose(card, 'logChannel', [closed.id])
  await flow.time.until(() => refused.followUps.length > 0)
  expect(refused.followUps[0]?.text).toBe(en.adminErrors.cannotPostThere(`<#${closed.id}>`))
  // Discord takes its time with the first word there: the choice is answered before.
  flow.discord.faults.script({
    route: 'POST /channels/:channel/messages',
    effect: { kind: 'delay', milliseconds: 5_000 },
  })
  const chosen = await server.choose(card, 'logChannel', [log.id])
  expect(chosen.acknowledgedAs).toBe(6)
  await flow.time.until(() => JSON.stringify(card.components).includes(log.id))
  await server.choose(card, 'qualities', ['pro'])
  await flow.time.advance(1_000)
  const posted = flow.discord.messages.filter(({ channelId }) => channelId === log.id)
  expect(posted.map(({ text }) => text)).toEqual([
    en.adminGreetings.logChannel,
    en.audit.posted({
      by: `<@${server.boss.id}>`,
      what: en.audit.changed({
        what: en.auditNames.logChannel,
        before: en.adminSettings.onlyHere,
        after: `<#${log.id}>`,
      }),
    }),
    en.audit.posted({
      by: `<@${server.boss.id}>`,
      what: en.audit.changed({
        what: en.auditNames.qualities,
        before: en.adminSettings.everyQuality,
        after: en.qualityNames.pro,
      }),
    }),
  ])
  expect(posted.flatMap(({ pings }) => pings)).toEqual([])
  log.delete()
  await server.choose(card, 'qualities', [])
  await flow.time.advance(1_000)
  const said = await server.run('log')
  expect(said.text.split('\n').filter((line) => line.startsWith('- '))).toHaveLength(3)
})

test('who may no longer manage the server changes nothing, and neither does a forged card', async () => {
  const flow = await open()
  const server = await openServer(flow)
  const card = await server.run('settings')
  const demoted = server.boss.in(server.channel)
  const refused = await server.choose(card, 'qualities', ['pro'], demoted)
  expect(refused.message?.text).toBe(en.adminErrors.notManager)
  const own = await askPrivately(flow, server.member, 'kling help')
  const id = /serverSetting:[^"]+:qualities/.exec(JSON.stringify(card.components))?.[0] ?? ''
  const forged = await server.answered(await server.member.click(own, { forged: id }))
  expect(forged.message?.text).toContain(en.userErrors.outdated)
  expect(await server.ask(server.member, { quality: '4k' })).toBeUndefined()
})

test('while the settings cannot be read, nothing is begun', async () => {
  let isBroken = false
  const flow = await open({
    decorateStore: (store) => ({
      ...store,
      async collection(definition) {
        const collection = await store.collection(definition)
        const get: typeof collection.get = async (key) => {
          if (isBroken && definition.name === 'servers') throw new StoreFailure('The disk is gone')
          return collection.get(key)
        }
        return { ...collection, get }
      },
    }),
  })
  const server = await openServer(flow)
  isBroken = true
  expect(await server.ask(server.member)).toContain(en.userErrors.storeUnavailable)
  isBroken = false
  expect(await server.ask(server.member)).toBeUndefined()
})

test('a price question that cannot be noted is not changed either', async () => {
  let isBroken = false
  const fail = (name: string) => {
    if (isBroken) throw new StoreFailure(`The disk is gone for ${name}`)
  }
  const flow = await open({
    decorateStore: (store) => ({
      ...store,
      async collection(definition) {
        const collection = await store.collection(definition)
        const put: typeof collection.put = async (key, record) => {
          if (definition.name === 'server_audit') fail(definition.name)
          return collection.put(key, record)
        }
        return { ...collection, put }
      },
      async transaction(work) {
        fail('several')
        return store.transaction(work)
      },
    }),
  })
  const server = await openServer(flow)
  const card = await server.run('settings')
  isBroken = true
  const refused = await server.choose(card, 'quoteAbove', ['5000000'])
  expect(refused.message?.text).toContain(en.userErrors.storeFailed)
  isBroken = false
  const chosen = '"value":"5000000","default":true'
  expect(JSON.stringify((await server.run('settings')).components)).not.toContain(chosen)
  expect((await server.run('log')).text).toContain(en.audit.nothing)
  await server.choose(card, 'quoteAbove', ['5000000'])
  expect(JSON.stringify((await server.run('settings')).components)).toContain(chosen)
  expect((await server.run('log')).text).toContain('As usual → $5.00')
})

test.each(['reportChannel', 'logChannel'])(
  'a forged %s of another server gets nothing, and is not kept',
  async (field) => {
    const flow = await open()
    const server = await openServer(flow)
    const elsewhere = flow.discord.addGuild({ name: 'Elsewhere' }).addChannel()
    await flow.time.settle()
    const card = await server.run('settings')
    const before = card.text
    const refused = await server.choose(card, field, [elsewhere.id])
    await flow.time.until(() => refused.followUps.length > 0)
    expect(refused.followUps[0]?.text).toContain(en.adminErrors.cannotPostThere(`<#${elsewhere.id}>`))
    expect(flow.discord.messages.filter(({ channelId }) => channelId === elsewhere.id)).toEqual([])
    await server.choose(card, 'qualities', ['pro'])
    expect((await server.run('log')).text).not.toContain(elsewhere.id)
    expect(before).not.toContain(elsewhere.id)
  },
)
