import { isObject, type JsonObject, objectsIn, textIn } from '../../discord/json.ts'
import type { GivenValue } from '../protocol.ts'

/** A command with its options as Discord knows them. */
interface ReadCommand {
  readonly name: string
  readonly values: Readonly<Record<string, GivenValue>>
  /** The same option in both names. */
  nameOption(shown: string): string
  showOption(name: string): string
}

/**
 * Commands, options and choices as Discord's client names them for people of a language, and back: the page knows only what such a
 * person sees, and Discord only what was registered.
 *
 * @see https://docs.discord.com/developers/interactions/application-commands#localization
 */
export interface LocalNames {
  show(commands: readonly JsonObject[]): JsonObject[]
  /** A command that was typed: `kling liste`. */
  read(name: string, values: Readonly<Record<string, GivenValue>>): ReadCommand
}

/** @param locale as Discord names it */
export function createLocalNames(listCommands: () => readonly JsonObject[], locale: string): LocalNames {
  const translate = (translations: unknown, text: unknown) =>
    (isObject(translations) ? textIn(translations[locale]) : '') || textIn(text)
  const nameOf = (part: JsonObject) => translate(part.name_localizations, part.name)

  const show = (part: JsonObject): JsonObject => ({
    ...part,
    registered_name: part.name,
    name: nameOf(part),
    ...(part.description !== undefined && {
      description: translate(part.description_localizations, part.description),
    }),
    ...(Array.isArray(part.options) && { options: objectsIn(part.options).map(show) }),
    ...(Array.isArray(part.choices) && { choices: objectsIn(part.choices).map(show) }),
  })

  return {
    show: (commands) => commands.map(show),
    read(shown, values) {
      const names: string[] = []
      let parts = listCommands()
      let rest = shown
      while (rest !== '') {
        // Names of menus have spaces in them.
        const found = parts.find((part) => rest === nameOf(part) || rest.startsWith(`${nameOf(part)} `))
        names.push(found === undefined ? rest : textIn(found.name))
        rest = found === undefined ? '' : rest.slice(nameOf(found).length + 1)
        parts = found === undefined ? [] : objectsIn(found.options)
      }
      const nameOption = (option: string) => textIn(parts.find((part) => nameOf(part) === option)?.name) || option
      return {
        name: names.join(' '),
        values: Object.fromEntries(Object.entries(values).map(([option, value]) => [nameOption(option), value])),
        nameOption,
        showOption(name) {
          const option = parts.find((part) => part.name === name)
          return option === undefined ? name : nameOf(option)
        },
      }
    },
  }
}
