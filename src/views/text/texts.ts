import type { Locale } from 'discord.js'
import { en, type Texts } from './en.ts'

/** Every language besides English, by Discord's code. A region without its own takes the first of its language. */
const translations: Readonly<Partial<Record<Locale, Texts>>> = {}

/**
 * The text for a reader.
 *
 * @param locale as Discord names it (`en-US`); English where it is absent or not translated
 */
export function selectTexts(locale: string | undefined): Texts {
  const language = locale?.split('-')[0]
  const entries = Object.entries(translations)
  const [, texts] =
    entries.find(([code]) => code === locale) ?? entries.find(([code]) => code.split('-')[0] === language) ?? []
  return texts ?? en
}
