import { isObject, type JsonObject, objectsIn } from '../json.ts'
import type { FormPath } from './formError.ts'

export interface PlacedComponent {
  readonly component: JsonObject
  readonly path: FormPath
}

/** Every component, the nested ones too, in the order in which they are shown. */
export function walkComponents(components: unknown, path: FormPath = ['components']): PlacedComponent[] {
  return objectsIn(components).flatMap((component, index) => walkComponent(component, [...path, index]))
}

function walkComponent(component: JsonObject, path: FormPath): PlacedComponent[] {
  const single = ['accessory', 'component'] as const
  return [
    { component, path },
    ...walkComponents(component.components, [...path, 'components']),
    ...single.flatMap((key) => {
      const inner = component[key]
      return isObject(inner) ? walkComponent(inner, [...path, key]) : []
    }),
  ]
}
