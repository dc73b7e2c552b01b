import { isObject, type JsonObject, objectsIn, textIn } from '../json.ts'
import { type FormError, type FormPath, formError, under } from './formError.ts'

/** @see https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-naming */
const commandName = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u

/** The name of a slash command, or of one of its options. */
export function checkCommandName(name: string, path: FormPath): FormError[] {
  if (commandName.test(name) && name === name.toLowerCase()) return []
  return [formError(path, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid')]
}

/** @see https://discord.com/developers/docs/reference#locales */
const locales = new Set(
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko'.split(
    ' ',
  ),
)

const fields = ['name_localizations', 'description_localizations'] as const

const localizationsOf = (part: JsonObject, field: (typeof fields)[number]): JsonObject => {
  const localizations = part[field]
  return isObject(localizations) ? localizations : {}
}

/**
 * The translations of a typed command, its options and choices: in languages that Discord has, named like commands, and no two
 * options of one name in one language.
 */
export function checkLocalizations(command: JsonObject): FormError[] {
  return [...checkLocales(command), ...checkNames(command), ...under(checkOptions(command.options), 'options')]
}

function checkOptions(options: unknown): FormError[] {
  const list = objectsIn(options)
  return [
    ...checkUnique(list),
    ...list.flatMap((option, index) =>
      under(
        [
          ...checkLocalizations(option),
          ...under(
            objectsIn(option.choices).flatMap((choice, place) => under(checkLocales(choice), place)),
            'choices',
          ),
        ],
        index,
      ),
    ),
  ]
}

function checkLocales(part: JsonObject): FormError[] {
  return fields.flatMap((field) =>
    Object.keys(localizationsOf(part, field))
      .filter((locale) => !locales.has(locale))
      .map((locale) => formError([field], 'ENUM_TYPE_COERCE', `Value "${locale}" is not a valid enum value.`)),
  )
}

function checkNames(part: JsonObject): FormError[] {
  return Object.entries(localizationsOf(part, 'name_localizations')).flatMap(([locale, name]) =>
    checkCommandName(textIn(name), ['name_localizations', locale]),
  )
}

function checkUnique(options: readonly JsonObject[]): FormError[] {
  return [...locales].flatMap((locale) => {
    const seen = new Set<string>()
    return options.flatMap((option, index) => {
      const translated = localizationsOf(option, 'name_localizations')[locale]
      const name = textIn(translated ?? option.name)
      const isTaken = seen.has(name)
      seen.add(name)
      if (!isTaken || translated === undefined) return []
      const path: FormPath = [index, 'name_localizations', locale]
      const message = 'Option name already exists in current options'
      return [formError(path, 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', message)]
    })
  })
}
