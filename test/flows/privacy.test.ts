import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { SandboxMessage } from '../../sandbox/discord/messages/messageRecord.ts'
import { en } from '../../src/views/text/en.ts'
import { askPrivately } from '../support/askPrivately.ts'
import { createPicture } from '../support/createPicture.ts'
import { readGeneration } from '../support/readGenerations.ts'
import { seeLabels } from '../support/readMessage.ts'
import { says } from '../support/says.ts'
import { type Flow, findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow({
  kling: { renderMilliseconds: 8_000 },
  variables: { MAX_OPEN_PER_PERSON: '5', BUDGET_PERSON_DAY: '3' },
})

const { privacyButtons: buttons, privacy: words } = en
const day = 24 * 60 * 60_000

async function press(flow: Flow, message: SandboxMessage, label: string): Promise<SandboxMessage> {
  const click = await flow.press(message, label)
  await flow.time.advance(3_000)
  return click.message ?? message
}

const openPrivacy = (flow: Flow) => askPrivately(flow, flow.member, 'kling privacy')
const storedText = async (flow: Flow) => JSON.stringify(await flow.stored())

describe('/kling privacy', () => {
  test('says what is kept, for how long and who gets it, and hands it out as a file', async () => {
    const flow = await open({ variables: { KLING_PROVIDERS: 'runcomfy,runware', RECORD_RETENTION_DAYS: '90' } })
    await flow.make({ prompt: 'a paper boat' })
    await askPrivately(flow, flow.member, 'kling history', { words: 'boat' })
    const card = await openPrivacy(flow)
    expect(card.text).toContain('RunComfy or Runware')
    expect(card.text).toContain(words.keptRecords(90))
    expect(seeLabels(card)).toEqual([buttons.export, buttons.delete])

    const sent = await press(flow, card, buttons.export)
    expect(sent.ephemeralFor).toBe(flow.user.id)
    expect(sent.text).toContain(words.exported(1))
    const [file] = sent.attachments
    const response = await fetch(String(file?.url))
    const exported = JSON.parse(await response.text())
    const generation = await flow.storedOne()
    expect(exported.person).toBe(flow.user.id)
    expect(exported.videos).toHaveLength(1)
    expect(exported.videos[0].request.scene.prompt).toBe('a paper boat')
    expect(exported.history_views).toMatchObject([{ filter: { words: 'boat' } }])
    expect(JSON.stringify(exported)).not.toContain(generation.id)
  })

  test('deletes at once what is of earlier days, and the rest when it is over, without giving the day’s allowance back', async () => {
    const flow = await open({
      kling: { renderMilliseconds: ({ duration }) => (duration === 10 ? 2 * 60 * 60_000 : 8_000) },
    })
    await flow.make({ prompt: 'a boat of yesterday' })
    await flow.time.advance(day)
    await flow.make({ prompt: 'a fox of today' })
    const running = findStatus(await flow.ask({ prompt: 'a whale that takes long', duration: 10, sound: false }))
    await flow.time.until(() => running.text.includes(says.rendering))
    const usageBefore = (await askPrivately(flow, flow.member, 'kling usage')).text

    const card = await openPrivacy(flow)
    await press(flow, card, buttons.delete)
    expect(card.text).toContain(words.question)
    await press(flow, card, buttons.keep)
    expect(card.text).toContain(words.title)
    expect(await storedText(flow)).toContain('a boat of yesterday')
    await press(flow, card, buttons.delete)
    const answer = await press(flow, card, buttons.confirm)
    expect(answer.text).toContain('**Deleted, but for today')
    expect(await storedText(flow)).not.toContain('a boat of yesterday')
    expect(await storedText(flow)).toContain('a fox of today')
    expect((await askPrivately(flow, flow.member, 'kling usage')).text).toBe(usageBefore)

    await flow.stopBot()
    await flow.startBot()
    await flow.time.until(() => running.text.includes(says.ready), 3 * 60 * 60_000)
    await flow.time.advance(day + 3 * 60 * 60_000)
    const left = await storedText(flow)
    for (const word of ['fox', 'whale', flow.user.id]) expect(left).not.toContain(word)
    const history = await askPrivately(flow, flow.member, 'kling history')
    expect(history.text).toContain(en.history.empty)
    const again = await press(flow, await openPrivacy(flow), buttons.delete)
    expect((await press(flow, again, buttons.confirm)).text).toContain(words.deleted)
  })

  test('hands out what is left of a video that was deleted today, and forgets it when the day is over', async () => {
    const flow = await open()
    const status = await flow.make({ prompt: 'a paper boat' })
    const { id } = await flow.storedOne()
    const more = await press(flow, status, en.rounds.more)
    await press(flow, more, en.rounds.remove)
    await press(flow, more, en.rounds.removeNow)
    const card = await openPrivacy(flow)
    const sent = await press(flow, card, buttons.export)
    const exported = JSON.parse(await (await fetch(String(sent.attachments[0]?.url))).text())
    expect(exported.videos).toMatchObject([{ origin: { channelId: flow.channel.id } }])
    await press(flow, card, buttons.delete)
    expect((await press(flow, card, buttons.confirm)).text).toContain('**Deleted, but for today')
    await flow.time.advance(day + 60 * 60_000)
    const left = JSON.stringify(await readGeneration(flow.directory, id))
    expect(left).toContain('forgottenAt')
    expect(left).not.toContain(flow.user.id)
  })

  test('leaves the picture that the video of somebody else has as well, and deletes the others', async () => {
    const flow = await open()
    const ben = flow.discord.addUser({ name: 'Ben' }).in(flow.channel)
    const attach = (name: string, width: number) => createPicture(name, { width, height: 480 })
    await flow.make({ image: await attach('boat.png', 640), end_image: await attach('end.png', 800) })
    const sent = await ben.run('kling video', { prompt: 'a boat', image: await attach('boat.png', 640) })
    await flow.untilTold(sent)
    const [mine, theirs] = await flow.stored()
    expect(theirs?.frames.start?.hash).toBe(mine?.frames.start?.hash)
    await flow.time.advance(day)

    const card = await openPrivacy(flow)
    await press(flow, card, buttons.delete)
    expect((await press(flow, card, buttons.confirm)).text).toContain(words.deleted)
    const files = readdirSync(join(flow.directory, 'media'))
    expect(files).toContain(theirs?.frames.start?.hash)
    expect(files).not.toContain(mine?.frames.end?.hash)
  })

  test('is nobody else’s', async () => {
    const flow = await open()
    await flow.make({ prompt: 'a paper boat' })
    const ben = flow.discord.addUser({ name: 'Ben' }).in(flow.channel)
    const card = await askPrivately(flow, ben, 'kling privacy')
    for (const name of ['privacyExport', 'privacyDelete', 'privacyKeep', 'privacyConfirm']) {
      const click = await ben.click(card, { forged: `${name}:${flow.user.id}` })
      await flow.time.advance(3_000)
      const texts = [click.message?.text, ...click.followUps.map(({ text }) => text)].join('\n')
      expect(texts, name).toContain(en.userErrors.notYours)
    }
    expect((await flow.storedOne()).origin.userId).toBe(flow.user.id)
  })
})
