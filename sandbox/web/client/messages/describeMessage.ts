import { isObject, type JsonObject, objectsIn, textIn } from '../../../discord/json.ts'
import { type Reader, readPlainly } from './readPlainly.ts'

/** The texts that a message shows, from top to bottom, with their formatting. */
export function listTexts(body: JsonObject): readonly string[] {
  const embeds = objectsIn(body.embeds).flatMap(({ title, description }) => [textIn(title), textIn(description)])
  return [textIn(body.content), ...embeds, ...objectsIn(body.components).flatMap(textsIn)].filter((text) => text !== '')
}

const textsIn = (component: JsonObject): string[] => [
  ...(component.type === 10 ? [textIn(component.content)] : []),
  ...objectsIn(component.components).flatMap(textsIn),
]

/** A message in one line without formatting; empty where it is nothing but media. */
export function describeMessage(body: JsonObject, reader: Reader): string {
  return listTexts(body)
    .map((text) => readPlainly(text, reader))
    .join(' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** What stands in the line above an answer. */
export function previewMessage(body: JsonObject, reader: Reader): string {
  const text = describeMessage(body, reader)
  if (text !== '') return text
  return isObject(objectsIn(body.attachments)[0]) ? 'Click to see attachment' : 'Click to see message'
}
