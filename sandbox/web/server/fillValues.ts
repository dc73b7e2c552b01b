import { componentTypes } from '../../discord/flags.ts'
import { isObject, type JsonObject, objectsIn } from '../../discord/json.ts'
import {
  type ChosenFile,
  ClientRefusal,
  type FieldValue,
  type FieldValues,
  type OptionValues,
} from '../../discord/people/optionValue.ts'
import type { GivenValue } from '../protocol.ts'
import type { Uploads } from './createUploads.ts'

/** The values of a command's options, with the files that were uploaded for them. */
export function fillOptions(values: Readonly<Record<string, GivenValue>>, uploads: Uploads): OptionValues {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'object' && 'fileId' in value ? findFile(value.fileId, name, uploads) : value,
    ]),
  )
}

/** The values of a modal's fields; the modal says which of them are files. */
export function fillFields(
  modal: JsonObject,
  values: Readonly<Record<string, string | boolean | readonly string[]>>,
  uploads: Uploads,
): FieldValues {
  const fields = objectsIn(modal.components).map(({ component }) => component)
  const fill = (customId: string, value: string | boolean | readonly string[]): FieldValue => {
    const field = fields.find((each) => isObject(each) && each.custom_id === customId)
    const type = isObject(field) ? field.type : undefined
    if (type !== componentTypes.fileUpload || typeof value !== 'object') return value
    return value.map((fileId) => findFile(fileId, customId, uploads))
  }
  return Object.fromEntries(Object.entries(values).map(([customId, value]) => [customId, fill(customId, value)]))
}

function findFile(fileId: string, field: string, uploads: Uploads): ChosenFile {
  const file = uploads.find(fileId)
  if (file === undefined) throw new ClientRefusal('The file is not there any more. Choose it again.', field)
  return file
}
