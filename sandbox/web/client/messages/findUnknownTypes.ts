import { isObject, type JsonObject, objectsIn } from '../../../discord/json.ts'
import { selectTypes } from '../selects/selectTypes.ts'

const known = new Set([1, 2, 9, 10, 11, 12, 13, 14, 17, ...selectTypes])

/** The types of components that a message has and the page does not draw, each once. */
export function findUnknownTypes(components: unknown): readonly unknown[] {
  return [...new Set(objectsIn(components).flatMap(typesIn))].filter((type) => !known.has(Number(type)))
}

const typesIn = (component: JsonObject): unknown[] => [
  component.type,
  ...objectsIn(component.components).flatMap(typesIn),
  ...(isObject(component.accessory) ? typesIn(component.accessory) : []),
]
