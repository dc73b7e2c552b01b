import type { Locale, LocalizationMap } from 'discord.js'
import { de } from './de.ts'
import { en, type Texts } from './en.ts'

/** Every language besides English, by Discord's code. A region without its own takes the first of its language. */
export const translations: Readonly<Partial<Record<Locale, Texts>>> = { de }

/** Where something is read: an interaction, or the origin of a generation. */
interface Readers {
  readonly guildId?: string | null | undefined
  readonly locale: string
  readonly guildLocale?: string | null | undefined
}

/** What one person alone reads is in their language, as are direct messages; what a server reads is in the server's. */
export function chooseLocale({ guildId, locale, guildLocale }: Readers, isPrivate: boolean): string | undefined {
  return isPrivate || typeof guildId !== 'string' ? locale : (guildLocale ?? undefined)
}

/**
 * The same words in every language besides English, as Discord takes them for commands; null where all are the English ones.
 */
export function localize(select: (texts: Texts) => string): LocalizationMap | null {
  const words = Object.entries(translations).map(([locale, texts]) => [locale, select(texts)] as const)
  const translated = words.filter(([, text]) => text !== select(en))
  return translated.length === 0 ? null : Object.fromEntries(translated)
}

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
