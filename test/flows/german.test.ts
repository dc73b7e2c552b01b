import { describe, expect, test } from 'vitest'
import type { SandboxMessage } from '../../sandbox/discord/messages/messageRecord.ts'
import type { SentInteraction } from '../../sandbox/discord/people/presence.ts'
import { de } from '../../src/views/text/de.ts'
import { en, type Texts } from '../../src/views/text/en.ts'
import { askPrivately } from '../support/askPrivately.ts'
import { type Flow, findNotices, findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow({
  kling: { renderMilliseconds: 3 * 60_000 },
  variables: { MAX_OPEN_PER_PERSON: '1', ALLOW_USER_INSTALL: 'true' },
})

const languages = { de, en } as const
type Language = keyof typeof languages

/** The languages that say this so. */
function findLanguages(text: string | undefined, choose: (texts: Texts) => string): string[] {
  return Object.entries(languages).flatMap(([language, texts]) => (text?.includes(choose(texts)) ? [language] : []))
}

const languageOfCard = ({ text }: SandboxMessage) => findLanguages(text, ({ settings }) => settings.soundOff)
const languageOfNotice = (sent: SentInteraction, flow: Flow) =>
  findNotices(flow, sent).flatMap(({ text }) =>
    findLanguages(text, ({ notifications }) => notifications.succeeded('§').split('§').reverse().join('').trim()),
  )
const buttonsOf = (message: SandboxMessage) => JSON.stringify(message.components)

interface Row {
  readonly user: string
  readonly server: string
  readonly isPrivate?: boolean
  readonly isDirect?: boolean
  readonly card: Language
  readonly own: Language
}

describe('a video', () => {
  test.each<[string, Row]>([
    ['in a German server, of an English member', { user: 'en-US', server: 'de', card: 'de', own: 'en' }],
    ['in an English server, of a German member', { user: 'de', server: 'en-US', card: 'en', own: 'de' }],
    ['that only its German owner sees', { user: 'de', server: 'en-GB', isPrivate: true, card: 'de', own: 'de' }],
    ['in a direct message of a German', { user: 'de', server: 'en-US', isDirect: true, card: 'de', own: 'de' }],
  ])('%s, also after a restart', async (_, { user, server, isPrivate = false, isDirect = false, card, own }) => {
    const flow = await open({ user: { locale: user }, guild: { locale: server } })
    const member = isDirect ? flow.user.in(flow.user.directMessages()) : flow.member
    const ask = async () => {
      const sent = await member.run('kling video', { prompt: 'a red fox', sound: false, private: isPrivate })
      await flow.time.until(() => sent.acknowledgedAfter !== undefined, 3_000)
      await flow.time.settle()
      return sent
    }
    const sent = await ask()
    const status = findStatus(sent)
    await flow.time.until(() => flow.kling.jobs.length === 1)
    await flow.time.settle()
    expect(languageOfCard(status)).toEqual([card])

    const refused = await ask()
    expect(findLanguages(refused.message?.text, ({ userErrors }) => userErrors.tooManyOpen(1))).toEqual([own])
    const help = await askPrivately(flow, member, 'kling help')
    expect(findLanguages(help.text, ({ help: texts }) => texts.introduction)).toEqual([own])

    await flow.crashBot()
    await flow.startBot()
    await flow.time.until(() => buttonsOf(status).includes('"url"'), 10 * 60_000)
    await flow.time.advance(5_000)
    expect(languageOfCard(status)).toEqual([card])
    expect(languageOfNotice(sent, flow)).toEqual(isPrivate ? [] : [card])
  })
})

test('the commands carry their German names and descriptions', async () => {
  const flow = await open()
  const [kling] = flow.discord.commands()
  for (const [name, german] of Object.entries(de.commandNames)) {
    expect(kling).toMatchObject({
      description_localizations: { de: de.commandDescriptions.kling },
      options: expect.arrayContaining([
        expect.objectContaining({
          name,
          ...(german !== name && { name_localizations: { de: german } }),
          description_localizations: { de: de.commandDescriptions[name as keyof typeof de.commandNames] },
        }),
      ]),
    })
  }
})

test('who writes to the bot directly is answered in the language they used last, after a restart too', async () => {
  const flow = await open({ user: { locale: 'de' } })
  const there = flow.user.in(flow.user.directMessages())
  const write = async () => {
    const { id } = await there.say(`<@${flow.discord.botUserId}>`)
    await flow.time.settle()
    const answer = flow.discord.messages.find(({ reference }) => reference?.messageId === id)
    return findLanguages(answer?.text, ({ mentions }) => mentions.hint)
  }
  expect(await write()).toEqual(['en'])
  await flow.member.run('kling help')
  await flow.time.settle()
  expect(await write()).toEqual(['de'])
  const sent = await there.run('kling video', { prompt: 'a red fox' })
  await flow.time.until(() => sent.acknowledgedAfter !== undefined, 3_000)
  await flow.time.settle()
  await flow.stopBot()
  await flow.startBot()
  expect(await write()).toEqual(['de'])
})
