import { optionTypes } from '../flags.ts'
import { isAbsent, type JsonObject, numberIn, objectsIn, textIn } from '../json.ts'
import { checkCommandName } from './checkCommandName.ts'
import { type FormError, formError, under } from './formError.ts'

const isNested = (option: JsonObject) => option.type === optionTypes.subcommand || option.type === optionTypes.group

/** The options of a command or subcommand, and all below them. */
export function checkCommandOptions(options: unknown): FormError[] {
  const list = objectsIn(options)
  return [
    ...checkOrder(list),
    ...checkUniqueNames(list),
    ...list.flatMap((option, index) => under(checkOption(option), index)),
  ]
}

function checkOrder(options: readonly JsonObject[]): FormError[] {
  const errors: FormError[] = []
  let hasOptional = false
  for (const [index, option] of options.entries()) {
    if (option.required === true && hasOptional) {
      const message = 'Required options must be placed before non-required options'
      errors.push(formError([index], 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', message))
    }
    hasOptional ||= option.required !== true
  }
  if (options.some(isNested) && !options.every(isNested)) {
    const message = 'Sub-command and sub-command group option types are mutually exclusive to all other types'
    errors.push(formError([], 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', message))
  }
  return errors
}

function checkUniqueNames(options: readonly JsonObject[]): FormError[] {
  const seen = new Set<string>()
  return options.flatMap((option, index) => {
    const name = textIn(option.name)
    if (seen.has(name)) {
      const message = 'Option name already exists in current options'
      return [formError([index, 'name'], 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', message)]
    }
    seen.add(name)
    return []
  })
}

function checkOption(option: JsonObject): FormError[] {
  const errors = checkCommandName(textIn(option.name), ['name'])
  if (isNested(option)) return [...errors, ...under(checkCommandOptions(option.options), 'options')]
  return [...errors, ...checkChoices(option), ...checkRange(option), ...checkFileTypes(option)]
}

const longestValue = 100

function checkChoices(option: JsonObject): FormError[] {
  const choices = objectsIn(option.choices)
  const errors: FormError[] = []
  if (choices.length > 0 && option.autocomplete === true) {
    const message = 'Autocomplete options cannot have choices'
    errors.push(formError(['choices'], 'APPLICATION_COMMAND_AUTOCOMPLETE_WITH_CHOICES', message))
  }
  const names = new Set<string>()
  for (const [index, choice] of choices.entries()) {
    if (names.has(textIn(choice.name))) {
      const message = 'Option choice name already exists'
      errors.push(formError(['choices', index], 'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS', message))
    }
    names.add(textIn(choice.name))
    if (textIn(choice.value).length > longestValue) {
      const place = ['choices', index, 'value']
      errors.push(formError(place, 'BASE_TYPE_MAX_LENGTH', `Must be ${longestValue} or fewer in length.`))
    }
  }
  return errors
}

function checkRange(option: JsonObject): FormError[] {
  const pairs = [
    ['min_value', 'max_value'],
    ['min_length', 'max_length'],
  ] as const
  return pairs.flatMap(([low, high]) => {
    if (isAbsent(option[low]) || isAbsent(option[high]) || numberIn(option[low]) <= numberIn(option[high])) return []
    return [formError([low], 'APPLICATION_COMMAND_OPTION_RANGE_INVALID', `${low} cannot exceed ${high}`)]
  })
}

/** @see https://discord.com/developers/docs/reference#file-type-filtering */
function checkFileTypes(option: JsonObject): FormError[] {
  if (!Array.isArray(option.file_types)) return []
  return option.file_types.flatMap((type, index) => {
    if (['image', 'video', 'audio'].includes(textIn(type)) || /^\.[a-z0-9]+$/.test(textIn(type))) return []
    const message = 'Must be image, video, audio or an extension with its dot.'
    return [formError(['file_types', index], 'FILE_TYPE_INVALID', message)]
  })
}
