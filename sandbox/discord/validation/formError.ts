import type { JsonObject } from '../json.ts'

export type FormPath = readonly (string | number)[]

/** One reason why a body is refused, with the place in it. */
export interface FormError {
  readonly path: FormPath
  readonly code: string
  readonly message: string
}

export const formError = (path: FormPath, code: string, message: string): FormError => ({ path, code, message })

export const requiredField = (path: FormPath) => formError(path, 'BASE_TYPE_REQUIRED', 'This field is required')

export const badLength = (path: FormPath, minimum: number, maximum: number) =>
  formError(path, 'BASE_TYPE_BAD_LENGTH', `Must be between ${minimum} and ${maximum} in length.`)

export const under = (errors: readonly FormError[], ...prefix: (string | number)[]): FormError[] =>
  errors.map((error) => ({ ...error, path: [...prefix, ...error.path] }))

/** @see https://discord.com/developers/docs/reference#error-messages */
export function nestFormErrors(errors: readonly FormError[]): JsonObject {
  const root: Nested = {}
  for (const { path, code, message } of errors) {
    let place = root
    for (const key of path) {
      place.children ??= new Map()
      const child: Nested = place.children.get(String(key)) ?? {}
      place.children.set(String(key), child)
      place = child
    }
    place.errors = [...(place.errors ?? []), { code, message }]
  }
  return render(root)
}

interface Nested {
  children?: Map<string, Nested>
  errors?: JsonObject[]
}

function render({ children, errors }: Nested): JsonObject {
  const rendered: JsonObject = errors === undefined ? {} : { _errors: errors }
  for (const [key, child] of children ?? []) rendered[key] = render(child)
  return rendered
}
