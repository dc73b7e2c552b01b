import { describe, expect, test } from 'vitest'
import type { MessageView } from '../../../src/domain/contracts/delivery.ts'
import type { Quote } from '../../../src/domain/contracts/drafts.ts'
import type { Usage } from '../../../src/domain/contracts/limits.ts'
import type { Draft } from '../../../src/domain/draft.ts'
import type { Caps } from '../../../src/domain/policy.ts'
import type { Preset } from '../../../src/domain/preset.ts'
import { findWaysOut } from '../../../src/domain/waysOut.ts'
import { renderDraft } from '../../../src/views/draft.ts'
import { renderHelp } from '../../../src/views/help.ts'
import { renderHistory } from '../../../src/views/history.ts'
import { renderPreset, renderPresetList } from '../../../src/views/presets.ts'
import { renderDeletionQuestion, renderPrivacy } from '../../../src/views/privacy.ts'
import { renderQueue } from '../../../src/views/queue.ts'
import { renderRefusal } from '../../../src/views/refusal.ts'
import { renderSettings } from '../../../src/views/settings.ts'
import { renderStatus } from '../../../src/views/statusMessage.ts'
import { en, type Texts } from '../../../src/views/text/en.ts'
import { translations } from '../../../src/views/text/texts.ts'
import { renderUsage } from '../../../src/views/usage.ts'
import { renderUserError } from '../../../src/views/userError.ts'
import { offersOf } from '../../support/catalogue.ts'
import { createGeneration } from '../support/createGeneration.ts'
import { findErrors } from '../support/findErrors.ts'
import { finishedRows } from '../support/finishedRows.ts'
import { openRows } from '../support/openRows.ts'
import { usual } from '../support/statusWords.ts'
import { userErrorRows } from '../support/userErrorRows.ts'

const everyone = {
  providers: offersOf('runcomfy', 'runware'),
  allowedGuilds: 'any',
  allowUserInstall: true,
  quoteAbove: 'unlimited',
} as const

const languages = [en, ...new Set(Object.values(translations))].map((texts) => [texts.writing.locale, texts] as const)

interface Sentence {
  /** `states.queuedBehind`, and for a count `states.queuedBehind 2`. */
  readonly key: string
  readonly text: string
}

/** Enough of them for every plural form of every language that Discord speaks. */
const counts = [0, 1, 2, 3, 5, 11, 21, 100, 1_000_000]

type Name = (name: string) => string
const quote: Name = (name) => `«${name}»`

/**
 * Stands for whatever a sentence is given. As text it is `«name»` or what `toText` says, as a number it is the count, and it has
 * every member that a sentence may take from it.
 */
function createProbe(name: string, count: number, toText: Name, onNumber: () => void): unknown {
  return new Proxy(
    {},
    {
      get(_target, member) {
        if (member !== Symbol.toPrimitive) return createProbe(String(member), count, toText, onNumber)
        return (hint: string) => {
          if (hint !== 'number') return toText(name)
          onNumber()
          return count
        }
      },
    },
  )
}

function say(sentence: (value: unknown) => string, count: number, toText: Name): { text: string; isCounted: boolean } {
  let isCounted = false
  const onNumber = () => {
    isCounted = true
  }
  return { text: sentence(createProbe('value', count, toText, onNumber)), isCounted }
}

/** Every sentence of the catalogue, each with something for its values. */
function listSentences({ writing: _writing, ...areas }: Texts, toText = quote): Sentence[] {
  return Object.entries(areas).flatMap(([area, entries]) =>
    typeof entries === 'function'
      ? speak(area, entries, toText)
      : Object.entries(entries).flatMap(([name, entry]) => speak(`${area}.${name}`, entry, toText)),
  )
}

function speak(key: string, entry: unknown, toText: Name): Sentence[] {
  if (typeof entry === 'string') return [{ key, text: entry }]
  const sentence = entry as (value: unknown) => string
  const { text, isCounted } = say(sentence, 5, toText)
  if (!isCounted) return [{ key, text }]
  return counts.map((count) => ({ key: `${key} ${count}`, text: say(sentence, count, toText).text }))
}

/**
 * How long a text may be, by where it stands, and how long the values in it get: an address of a message has 90 characters, a
 * quality with its price 30. Everything else stands in a message, which takes 4,000 in all.
 *
 * @see https://discord.com/developers/docs/components/reference
 * @see https://discord.com/developers/docs/interactions/application-commands#application-command-object
 */
const places: readonly { readonly keys: RegExp; readonly most: number; readonly values: number }[] = [
  { keys: /^(commandNames|optionNames|adminCommandNames|adminOptionNames)\./, most: 32, values: 0 },
  {
    keys: /^(commandDescriptions|optionDescriptions|adminCommandDescriptions|adminOptionDescriptions|blockLengths)\./,
    most: 100,
    values: 10,
  },
  { keys: /^(qualityChoices\.|pricedChoice|flatChoice)/, most: 100, values: 20 },
  { keys: /^\w*[bB]uttons\./, most: 80, values: 30 },
  { keys: /^historyForm\./, most: 45, values: 0 },
  { keys: /^(waysOut\.|draft\.(generate|cheaper|edit|dismiss)$)/, most: 80, values: 30 },
  { keys: /^storyboard\.(pick|addShot|editShot|move|removeShot|settings|oneShot)/, most: 80, values: 30 },
  { keys: /^storyboard\.form(?!ImagesHint)/, most: 45, values: 10 },
  { keys: /^storyboard\.formImagesHint/, most: 100, values: 0 },
  { keys: /^draft\.form/, most: 45, values: 10 },
  { keys: /^adminLimits\.(.+Field|formTitle)/, most: 45, values: 0 },
  { keys: /^reports\.command/, most: 32, values: 0 },
  { keys: /^reports\.(formTitle|reason|blockTitle|blockReason|blockLength)$/, most: 45, values: 0 },
  { keys: /^reports\.(reasonHint|blockHint)/, most: 100, values: 0 },
  { keys: /^adminLimits\.hint/, most: 100, values: 0 },
  { keys: /^adminSettings\.(everywhere|everybody|everyQuality|asUsual|always|never|onlyHere)/, most: 100, values: 0 },
  { keys: /^modals\..*[tT]itle/, most: 45, values: 10 },
  { keys: /^modals\..*[lL]abel/, most: 45, values: 10 },
  { keys: /^modals\./, most: 100, values: 30 },
  { keys: /^(card|settings|times|queue|usage|notifications|repeated)\./, most: 400, values: 90 },
  { keys: /./, most: 1_000, values: 90 },
]

/** Each with the most that can stand in it. */
const longest = 'Mit Worten, die kein Ende nehmen wollen '.repeat(60).trim()
const bigCaps: Caps = {
  openPerPerson: 1_000_000,
  perPersonPerDay: 1_000_000,
  attemptsPerPersonPerDay: 1_000_000,
  attemptsPerPersonPerMinute: 1_000_000,
  personDay: 1_000_000_000_001,
  serverMonth: 1_000_000_000_001,
  month: 1_000_000_000_001,
}
const place = { guildId: '1100000000000000002', installation: 'guild' } as const
const money = { used: 999_999_000_001, reserved: 1_000_001, unknown: 1_000_001, budget: 1_000_000_000_001 }
const count = { used: 999_999, limit: 1_000_000 }
const usage: Usage = {
  remaining: { count: 1_000_000, binds: 'everyone' },
  person: { today: count, attempts: count, money, open: count, renewsAt: 1_800_000_000_000 },
  server: { money, renewsAt: 1_800_000_000_000 },
}
const offer = {
  qualities: ['standard', 'pro', '4k'],
  aspectRatios: ['16:9', '9:16', '1:1'],
  durations: { shortest: 1, longest: 60 },
} as const
const preset: Preset = {
  version: 0,
  id: 'abcdefgh12345678',
  guildId: '1100000000000000002',
  name: 'W'.repeat(40),
  template: longest,
  negativePrompt: longest,
  changedAt: 0,
  changedBy: '1100000000000000004',
}
const picture = { id: '1', url: `https://cdn.discordapp.com/${'x'.repeat(300)}.png`, fileName: 'x.png', size: 1 }
const draft: Draft = {
  ...{ id: 'abcdefgh12345678', version: 1_000, revision: 1_000, createdAt: 1_800_000_000_000 },
  ...{ userId: '1', channelId: '2', installation: 'guild', isPrivate: false, frames: {} },
  request: {
    ...{ scene: { kind: 'prompt', prompt: longest }, negativePrompt: longest, startImage: picture, endImage: picture },
    ...{ duration: 15, aspectRatio: '9:16', quality: '4k', sound: false, guidance: 0.123456 },
  },
  offers: [
    { price: 6_300_001 },
    { change: { seconds: 14 }, price: 6_300_001 },
    { change: { quality: 'standard' }, price: 6_300_001 },
    { change: { without: 'negativePrompt' }, price: 6_300_001 },
    { change: { sound: false }, price: 6_300_001 },
  ],
}
const draftQuote: Quote = { usage, forecast: { usual: { from: 600_000, to: 5_000_000 }, ahead: 1_000_000 } }
const messages: readonly [string, (texts: Texts) => MessageView][] = [
  ['help', (texts) => renderHelp(texts, { ...everyone, caps: bigCaps }, place)],
  ['usage', (texts) => renderUsage(texts, usage, { ...everyone, caps: bigCaps }, place)],
  ['preset', (texts) => renderPreset(texts, 'abcdefgh12345678', preset, offer, { isSaved: true, isRenamed: true })],
  [
    'presets',
    (texts) =>
      renderPresetList(
        texts,
        Array.from({ length: 50 }, () => preset),
      ),
  ],
  [
    'settings',
    (texts) =>
      renderSettings(texts, {
        kind: 'person',
        recordId: '1100000000000000004',
        settings: {
          choices: { quality: '4k', aspectRatio: '1:1', notice: 'direct', quoteAbove: 1_000_000_000_001 },
          isClosedToMessages: true,
        },
        inherited: { quality: 'pro' },
        usualQuote: 1_000_000,
        offer: { qualities: ['pro'], aspectRatios: ['16:9'] },
        done: 'saved',
      }),
  ],
  [
    'queue',
    (texts) =>
      renderQueue(
        texts,
        Array.from({ length: 30 }, (_each, index) => ({
          generation: createGeneration({
            id: `abcdefgh${index + 1_000}`,
            state: 'queued',
            request: { scene: { kind: 'prompt', prompt: longest } },
          }),
          position: 1_000_000,
        })),
      ),
  ],
  [
    'privacy',
    (texts) =>
      renderPrivacy(texts, '1100000000000000004', {
        ...everyone,
        keptFor: { records: 1e13, media: 1e13, drafts: 1e13 },
      }),
  ],
  ['deletion', (texts) => renderDeletionQuestion(texts, '1100000000000000004')],
  [
    'history',
    (texts) =>
      renderHistory(texts, {
        userId: '1100000000000000004',
        filter: { quality: 'standard', progress: 'inProgress', words: longest },
        page: 1_000,
        items: Array.from({ length: 6 }, (_each, index) =>
          createGeneration({
            id: `abcdefgh${index + 1_000}`,
            state: 'queued',
            request: { scene: { kind: 'prompt', prompt: longest } },
          }),
        ),
        hasOlder: true,
      }),
  ],
  ...[...openRows, ...finishedRows].map(([name, generation, options]): [string, (texts: Texts) => MessageView] => [
    `status, ${name}`,
    (texts) =>
      renderStatus(
        texts,
        { ...generation, request: { ...generation.request, scene: { kind: 'prompt', prompt: longest } } },
        { ...usual, ...options },
      ),
  ]),
  ['draft', (texts) => renderDraft(texts, draft, draftQuote, { changes: [longest.slice(0, 100)], before: 1_000_001 })],
  ...[[], [longest], Array.from({ length: 25 }, () => longest)].map(
    (prompts): [string, (texts: Texts) => MessageView] => [
      `storyboard of ${prompts.length}`,
      (texts) =>
        renderDraft(
          texts,
          {
            ...draft,
            request: {
              ...draft.request,
              scene: { kind: 'shots', shots: prompts.map((prompt) => ({ prompt, duration: 999 })) },
            },
            offers: [
              { price: 6_300_001 },
              { change: { quality: 'standard' }, price: 6_300_001 },
              { change: { without: 'shots' }, price: 6_300_001 },
            ],
          },
          {
            ...draftQuote,
            problem: { code: 'shotsTooLong', seconds: 24_975, longest: 15 },
            shotLimits: {
              ...{
                count: 5,
                duration: { shortest: 3, longest: 15 },
                prompt: { shortest: 1, longest: 2_500 },
                total: 15,
              },
            },
          },
          { changes: [longest.slice(0, 100)], before: 1_000_001, ...(prompts.length > 1 && { picked: 1 }) },
        ),
    ],
  ),
  ...userErrorRows.flatMap(([reason]): [string, (texts: Texts) => MessageView][] => {
    const ways = findWaysOut(reason, draft.request, everyone.providers)
    if (ways === undefined) return []
    return [
      [`ways out, ${reason.code}`, (texts) => renderRefusal(texts, reason, { request: draft.request, draft, ways })],
    ]
  }),
  ...userErrorRows.map(([reason]): [string, (texts: Texts) => MessageView] => [
    `refusal, ${reason.code}`,
    (texts) => renderUserError(texts, reason),
  ]),
]

/** People, times and amounts in a row. */
const alikeForAdmins =
  /^(adminCommandNames\.limits|adminOptionNames\.person|adminBlocks\.line|audit\.(line|posted|changed)|reports\.by)$/

const english = new Map(listSentences(en).map(({ key, text }) => [key, text]))
const valuesIn = (text: string) => [...new Set(text.match(/«\w+»/g))].sort()
const withoutValues = (text: string) => text.replace(/«\w+»/g, '')

/** Names of the video's qualities, signs and units: alike in every language, or in some. */
const alike =
  /^(commandNames\.(video|storyboard)|optionNames\.prompt|(qualityNames|shortQualityNames)\..+|rounds\.upgrade|times\..+|settings\.(estimate|guidance)|presetCard\.(title|listEntry)|presetForm\.(name|template)|history\.quoted|queue\.entry|admin\.spender|allowance\.priceOf|waysOut\.(priced|quality)|help\.(flatPrice|limitsTitle))( \d+)?$/

describe.each(languages)('in %s', (locale, texts) => {
  const sentences = listSentences(texts)
  const everything = sentences.map(({ text }) => text)

  test('every sentence of the English catalogue is there', () => {
    expect(sentences.map(({ key }) => key)).toStrictEqual([...english.keys()])
  })

  test('each fits where Discord shows it, with the longest values', () => {
    const tooLong: string[] = []
    for (const { keys, most, values } of places) {
      for (const { key, text } of listSentences(texts, () => 'W'.repeat(values))) {
        const place = places.find((each) => each.keys.test(key))
        if (place?.keys === keys && text.length > most) tooLong.push(`${key} has ${text.length} of ${most}: ${text}`)
      }
    }
    expect(tooLong).toEqual([])
  })

  test('names of commands and options are such as Discord takes', () => {
    const { commandNames, adminCommandNames, optionNames, adminOptionNames } = texts
    const names = [commandNames, adminCommandNames, optionNames, adminOptionNames].flatMap((each) =>
      Object.values(each),
    )
    for (const name of names) {
      expect(name).toMatch(/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u)
      expect(name).toBe(name.toLocaleLowerCase(locale))
    }
  })

  test('every whole message is what Discord takes, with the most that can stand in it', () => {
    const refused = messages.flatMap(([name, render]) => {
      const errors = findErrors(render(texts))
      return errors.length === 0 ? [] : [[name, errors]]
    })
    expect(refused).toEqual([])
  })

  test('nothing is left open, and nothing is empty', () => {
    for (const { key, text } of sentences) {
      expect(withoutValues(text), key).not.toMatch(/undefined|null|NaN|Infinity|\[object|[{}$]/)
      expect(text.trim(), key).not.toBe('')
      expect(text, key).toBe(text.trim())
    }
  })

  test('each sentence says all that the English one says', () => {
    for (const { key, text } of sentences)
      expect([key, valuesIn(text)]).toEqual([key, valuesIn(english.get(key) ?? '')])
  })

  test('each sentence says all the counts', () => {
    const countsIn = (text = '') => text.match(/\b100\b/g)?.length ?? 0
    for (const { key, text } of sentences.filter((sentence) => sentence.key.endsWith(' 100'))) {
      expect([key, countsIn(text)]).toEqual([key, countsIn(english.get(key))])
    }
  })

  test('markdown is closed', () => {
    for (const { key, text } of sentences) {
      expect(text.match(/\*\*/g)?.length ?? 0, key).toSatisfy((marks: number) => marks % 2 === 0)
      expect(text.match(/`/g)?.length ?? 0, key).toSatisfy((marks: number) => marks % 2 === 0)
      for (const mark of ['-# ', '### ', '- ']) {
        expect(text.startsWith(mark), key).toBe(english.get(key)?.startsWith(mark))
      }
    }
  })

  test.skipIf(locale === 'en')('is translated', () => {
    const same = sentences.filter(
      ({ key, text }) => text === english.get(key) && ![alike, alikeForAdmins].some((each) => each.test(key)),
    )
    expect(same).toStrictEqual([])
  })

  test('commands and options are named as the person sees them', () => {
    const commands = [
      ...Object.values(texts.commandNames).map((name) => `/kling ${name}`),
      ...Object.values(texts.adminCommandNames).map((name) => `/kling-admin ${name}`),
      '/kling-admin',
    ]
    const options: readonly string[] = Object.values(texts.optionNames)
    for (const quoted of everything.flatMap((text) => text.match(/`[^`]+`/g) ?? [])) {
      const [words = ''] = quoted.slice(1, -1).split(': ')
      const isCommand = commands.some(
        (command) => words === command || words === `${command} ${texts.optionNames.prompt}`,
      )
      expect(isCommand || options.includes(words) || words.startsWith('«'), quoted).toBe(true)
    }
  })

  test('what is chosen in a select can be read whole on a phone', () => {
    for (const label of Object.values(texts.noticeChoices)) expect(label.length, label).toBeLessThanOrEqual(25)
  })

  test('a quote is silent about what is not counted or not known', () => {
    const money = { ...usage.person.money, budget: 'unlimited' as const }
    const quoted: Quote = { usage: { ...usage, person: { ...usage.person, money } }, forecast: { ahead: 0 } }
    const lines = JSON.stringify(renderDraft(texts, draft, quoted)).match(/"-# [^"]*"/g)
    expect(lines).toBeNull()
  })

  test('buttons are named as they are labelled', () => {
    expect(texts.card.pressCheck).toContain(texts.buttons.check)
    expect(texts.userErrors.notShown).toContain(`*${texts.buttons.showMe}*`)
  })
})
