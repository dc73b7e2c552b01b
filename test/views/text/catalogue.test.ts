import { describe, expect, test } from 'vitest'
import { en, type Texts } from '../../../src/views/text/en.ts'
import { translations } from '../../../src/views/text/texts.ts'

const languages = [en, ...new Set(Object.values(translations))].map((texts) => [texts.writing.locale, texts] as const)

interface Sentence {
  /** `states.queuedBehind`, and for a count `states.queuedBehind 2`. */
  readonly key: string
  readonly text: string
}

/** Enough of them for every plural form of every language that Discord speaks. */
const counts = [0, 1, 2, 3, 5, 11, 21, 100, 1_000_000]

/**
 * Stands for whatever a sentence is given. As text it is `«name»`, as a number it is the count, and it has every member that a
 * sentence may take from it.
 */
function createProbe(name: string, count: number, onNumber: () => void): unknown {
  return new Proxy(
    {},
    {
      get(_target, member) {
        if (member !== Symbol.toPrimitive) return createProbe(String(member), count, onNumber)
        return (hint: string) => {
          if (hint !== 'number') return `«${name}»`
          onNumber()
          return count
        }
      },
    },
  )
}

function say(sentence: (value: unknown) => string, count: number): { text: string; isCounted: boolean } {
  let isCounted = false
  const onNumber = () => {
    isCounted = true
  }
  return { text: sentence(createProbe('value', count, onNumber)), isCounted }
}

/** Every sentence of the catalogue, each with something for its values. */
function listSentences({ writing: _writing, ...areas }: Texts): Sentence[] {
  return Object.entries(areas).flatMap(([area, entries]) =>
    typeof entries === 'function'
      ? speak(area, entries)
      : Object.entries(entries).flatMap(([name, entry]) => speak(`${area}.${name}`, entry)),
  )
}

function speak(key: string, entry: unknown): Sentence[] {
  if (typeof entry === 'string') return [{ key, text: entry }]
  const sentence = entry as (value: unknown) => string
  const { text, isCounted } = say(sentence, 5)
  if (!isCounted) return [{ key, text }]
  return counts.map((count) => ({ key: `${key} ${count}`, text: say(sentence, count).text }))
}

const english = new Map(listSentences(en).map(({ key, text }) => [key, text]))
const valuesIn = (text: string) => [...new Set(text.match(/«\w+»/g))].sort()
const withoutValues = (text: string) => text.replace(/«\w+»/g, '')

/** Names of the video's qualities, signs and units: alike in every language, or in some. */
const alike =
  /^(commandNames\.video|optionNames\.prompt|quality(Names|Choices)\..+|flatChoice|times\..+|settings\.(size|guidance)|queue\.entry|help\.(flatPrice|limitsTitle))( \d+)?$/

describe.each(languages)('in %s', (locale, texts) => {
  const sentences = listSentences(texts)
  const everything = sentences.map(({ text }) => text)

  test('every sentence of the English catalogue is there', () => {
    expect(sentences.map(({ key }) => key)).toStrictEqual([...english.keys()])
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
    const same = sentences.filter(({ key, text }) => text === english.get(key) && !alike.test(key))
    expect(same).toStrictEqual([])
  })

  test('commands and options are named as the person sees them', () => {
    const commands = Object.values(texts.commandNames).map((name) => `/kling ${name}`)
    const options: readonly string[] = Object.values(texts.optionNames)
    for (const quoted of everything.flatMap((text) => text.match(/`[^`]+`/g) ?? [])) {
      const [words = ''] = quoted.slice(1, -1).split(': ')
      const isCommand = commands.some(
        (command) => words === command || words === `${command} ${texts.optionNames.prompt}`,
      )
      expect(isCommand || options.includes(words) || words.startsWith('«'), quoted).toBe(true)
    }
  })

  test('buttons are named as they are labelled', () => {
    expect(texts.card.pressCheck).toContain(texts.buttons.check)
    expect(texts.userErrors.notShown).toContain(`*${texts.buttons.showMe}*`)
  })
})
