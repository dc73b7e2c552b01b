import { componentTypes } from '../flags.ts'
import { isAbsent, isObject, type JsonObject, objectsIn, textIn } from '../json.ts'
import { badLength, type FormError, type FormPath, formError, requiredField } from './formError.ts'

export interface ComponentSituation {
  readonly isComponentsV2: boolean
  /** The names of the files that the message has once this body is applied. */
  readonly fileNames: readonly string[]
}

const mostComponents = 40
const mostText = 4_000
const mostRows = 5

/**
 * What Discord demands of components beyond its specification.
 * @see https://discord.com/developers/docs/components/reference
 */
export function checkComponents(components: unknown, situation: ComponentSituation): FormError[] {
  const placed = walkComponents(components)
  return [
    ...checkKinds(components, situation),
    ...checkTotals(placed),
    ...checkRepetitions(placed),
    ...placed.flatMap(({ component, path }) => [
      ...checkRow(component, path),
      ...checkButton(component, path),
      ...checkSelect(component, path),
      ...checkMedia(component, path, situation.fileNames),
    ]),
  ]
}

function checkKinds(components: unknown, { isComponentsV2 }: ComponentSituation): FormError[] {
  if (isComponentsV2) return []
  const top = objectsIn(components)
  const errors = top.flatMap((component, index) =>
    component.type === componentTypes.actionRow
      ? []
      : [formError(['components', index, 'type'], 'BASE_TYPE_CHOICES', 'Value must be one of (1,).')],
  )
  return top.length > mostRows ? [...errors, badLength(['components'], 1, mostRows)] : errors
}

function checkTotals(placed: readonly PlacedComponent[]): FormError[] {
  const errors: FormError[] = []
  if (placed.length > mostComponents) {
    const message = `The message has ${placed.length} components in total; at most ${mostComponents} are possible.`
    errors.push(formError(['components'], 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', message))
  }
  const text = placed.reduce((sum, { component }) => sum + displayedText(component).length, 0)
  if (text > mostText) {
    const message = `The total displayable text is ${text} characters; at most ${mostText} are possible.`
    errors.push(formError(['components'], 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', message))
  }
  return errors
}

export function displayedText(component: JsonObject): string {
  return component.type === componentTypes.textDisplay ? textIn(component.content) : ''
}

export function checkRepetitions(placed: readonly PlacedComponent[]): FormError[] {
  const seen = { custom_id: new Set<unknown>(), id: new Set<unknown>() }
  const codes = { custom_id: 'COMPONENT_CUSTOM_ID_DUPLICATED', id: 'COMPONENT_ID_DUPLICATED' }
  return placed.flatMap(({ component, path }) =>
    (['custom_id', 'id'] as const).flatMap((key) => {
      const value = component[key]
      // An id of 0 asks for a generated one.
      if (isAbsent(value) || value === 0) return []
      if (seen[key].has(value)) return [formError([...path, key], codes[key], `Component ${key} cannot be duplicated`)]
      seen[key].add(value)
      return []
    }),
  )
}

function checkRow(component: JsonObject, path: PlacedComponent['path']): FormError[] {
  if (component.type !== componentTypes.actionRow) return []
  const inner = objectsIn(component.components)
  const selects = inner.filter((each) => each.type !== componentTypes.button)
  if (selects.length === 0 || inner.length === 1) return []
  return [
    formError([...path, 'components'], 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', 'A row takes five buttons or one select.'),
  ]
}

const linkStyle = 5
const premiumStyle = 6

function checkButton(button: JsonObject, path: PlacedComponent['path']): FormError[] {
  if (button.type !== componentTypes.button) return []
  const errors: FormError[] = []
  const forbid = (key: string) => {
    if (isAbsent(button[key])) return
    errors.push(formError([...path, key], 'COMPONENT_FIELD_FORBIDDEN', `A button of this style cannot have ${key}.`))
  }
  const need = (key: string) => {
    if (isAbsent(button[key]) || button[key] === '') errors.push(requiredField([...path, key]))
  }
  if (button.style === linkStyle) {
    need('url')
    forbid('custom_id')
  } else if (button.style === premiumStyle) {
    need('sku_id')
    for (const key of ['custom_id', 'url', 'label', 'emoji']) forbid(key)
  } else {
    need('custom_id')
    forbid('url')
  }
  if (button.style !== premiumStyle && isAbsent(button.emoji)) need('label')
  if (!isAbsent(button.url) && !/^(https?|discord):\/\//.test(textIn(button.url))) {
    const message = 'Scheme must be one of ("http", "https", "discord").'
    errors.push(formError([...path, 'url'], 'URL_TYPE_INVALID_SCHEME', message))
  }
  return errors
}

export function checkSelect(select: JsonObject, path: PlacedComponent['path']): FormError[] {
  if (select.type !== componentTypes.stringSelect) return []
  const options = objectsIn(select.options)
  const errors: FormError[] = []
  const values = new Set<unknown>()
  for (const [index, option] of options.entries()) {
    if (values.has(option.value)) {
      const place = [...path, 'options', index, 'value']
      errors.push(formError(place, 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', 'The value is already used.'))
    }
    values.add(option.value)
  }
  const most = typeof select.max_values === 'number' ? select.max_values : 1
  const least = typeof select.min_values === 'number' ? select.min_values : 1
  if (least > most || most > options.length) {
    const message = 'min_values must not exceed max_values, nor max_values the number of options.'
    errors.push(formError([...path, 'max_values'], 'SELECT_COMPONENT_MAX_VALUES_EXCEED_OPTIONS', message))
  }
  if (options.filter((option) => option.default === true).length > most) {
    const message = 'More options are selected by default than may be chosen.'
    errors.push(formError([...path, 'options'], 'SELECT_COMPONENT_MAX_DEFAULTS_EXCEEDED', message))
  }
  return errors
}

const reference = 'attachment://'

/** Media must be a file of this very message, or lie at a web address; a File must be of the message. */
function checkMedia(component: JsonObject, path: FormPath, fileNames: readonly string[]): FormError[] {
  const check = (holder: unknown, place: FormPath, onlyFiles = false) =>
    checkUrl(isObject(holder) ? textIn(holder.url) : '', [...place, 'url'], fileNames, onlyFiles)
  switch (component.type) {
    case componentTypes.mediaGallery:
      return objectsIn(component.items).flatMap((item, index) => check(item.media, [...path, 'items', index, 'media']))
    case componentTypes.thumbnail:
      return [...check(component.media, [...path, 'media']), ...checkThumbnail(component, path)]
    case componentTypes.file:
      return check(component.file, [...path, 'file'], true)
    default:
      return []
  }
}

function checkUrl(url: string, path: FormPath, fileNames: readonly string[], onlyFiles: boolean): FormError[] {
  if (url.startsWith(reference)) {
    if (fileNames.includes(url.slice(reference.length))) return []
    const message = `Referenced attachment not found: ${url}`
    return [formError(path, 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND', message)]
  }
  if (!onlyFiles && /^https?:\/\//.test(url)) return []
  const schemes = onlyFiles ? '("attachment",)' : '("http", "https", "attachment")'
  return [formError(path, 'URL_TYPE_INVALID_SCHEME', `Scheme must be one of ${schemes}.`)]
}

/** @see https://discord.com/developers/docs/components/reference#thumbnail (images only, no videos) */
function checkThumbnail(component: JsonObject, path: FormPath): FormError[] {
  const url = isObject(component.media) ? textIn(component.media.url) : ''
  if (!/\.(mp4|webm|mov|qt)(\?|$)/i.test(url)) return []
  return [formError([...path, 'media', 'url'], 'THUMBNAIL_NOT_AN_IMAGE', 'A thumbnail shows pictures, not videos.')]
}

interface PlacedComponent {
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
