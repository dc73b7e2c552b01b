/** A file as the client sees it before it is sent. */
export interface EnteredFile {
  readonly name: string
  /** Bytes. */
  readonly size: number
}

/** What a person entered for an option of a command. */
export type EnteredValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'boolean'; readonly boolean: boolean }
  | ({ readonly kind: 'file' } & EnteredFile)
  /** A person, a channel, a role. */
  | { readonly kind: 'reference'; readonly id: string }

/** What a person entered in a field of a modal. */
export type EnteredField =
  /** Of a text input; of a radio group the value that was chosen. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'tick'; readonly isTicked: boolean }
  /** Values of a select or of a group of checkboxes; ids where people, roles or channels are chosen. */
  | { readonly kind: 'values'; readonly values: readonly string[] }
  | { readonly kind: 'files'; readonly files: readonly EnteredFile[] }

/** @see https://discord.com/developers/docs/reference#file-type-filtering */
const fileGroups: Readonly<Record<string, readonly string[]>> = {
  image: ['.png', '.gif', '.jpg', '.jpeg', '.jfif', '.webp', '.avif'],
  video: ['.mp4', '.mov', '.qt', '.webm'],
  audio: ['.mp3', '.ogg', '.wav'],
}

/** Whether the client lets this file be chosen: it looks at the extension alone. */
export function matchesFileTypes(name: string, fileTypes: readonly string[]): boolean {
  const extension = /.(\.[^.]+)$/.exec(name.toLowerCase())?.[1] ?? ''
  return fileTypes.some((type) => type === extension || (fileGroups[type] ?? []).includes(extension))
}

/** What the client says of a file it does not take; `fileTypes` as an option or a file upload lists them. */
export function findFileProblem(file: EnteredFile, fileTypes: unknown, uploadLimit: number): string | undefined {
  const types = Array.isArray(fileTypes) ? fileTypes.map(String) : []
  if (types.length > 0 && !matchesFileTypes(file.name, types)) return valueWords.fileType(types)
  return file.size > uploadLimit ? valueWords.tooPowerful(uploadLimit) : undefined
}

const groupNames = ['image', 'video', 'audio']

/** What a file dialog is restricted to (its `accept`), from an option's or field's `file_types`. */
export const listAccepted = (fileTypes: readonly string[]): string =>
  fileTypes.map((type) => (groupNames.includes(type) ? `${type}/*` : type)).join(',')

/** What the client says of a text that is too short or too long, in code points. @see https://github.com/discord/discord-api-docs/issues/1315 */
export function findLengthProblem(text: string, shortest: unknown, longest: unknown): string | undefined {
  const least = typeof shortest === 'number' && shortest > 0 ? shortest : undefined
  const most = typeof longest === 'number' ? longest : undefined
  const { length } = [...text]
  const isOutside = (least !== undefined && length < least) || (most !== undefined && length > most)
  return isOutside ? valueWords.textLength(least, most) : undefined
}

/**
 * What Discord's client says of values that it does not send. `required`, `general`, "Your files are too powerful" and
 * "Max file size" are seen in the client; the others follow its pattern and its distinctions (a range, a least, a most, an exact
 * length), as their wording is published nowhere.
 */
export const valueWords = {
  required: 'This option is required. Specify a value.',
  requiredField: 'This field is required',
  general: 'Not a valid value',
  choice: 'Not a valid choice',
  integer: 'Not a valid integer',
  number: 'Not a valid number',
  boolean: 'Not a valid boolean',
  numberRange: (least: number | undefined, most: number | undefined) => `Must be ${describeRange(least, most)}`,
  textLength: (least: number | undefined, most: number | undefined) =>
    `Must be ${least === most ? least : describeRange(least, most)} characters`,
  choiceCount: (least: number, most: number) => `Select ${least === most ? least : describeRange(least, most)}`,
  fileCount: (least: number, most: number) => `Upload ${least === most ? least : describeRange(least, most)}`,
  fileType: (types: readonly string[]) => `Not a valid file type. Use ${types.join(', ')}.`,
  tooPowerful: (limit: number) => `Your files are too powerful. Max file size: ${describeSize(limit)}`,
} as const

function describeRange(least: number | undefined, most: number | undefined): string {
  if (least === undefined) return `at most ${most}`
  return most === undefined ? `at least ${least}` : `between ${least} and ${most}`
}

const sizeUnits = ['bytes', 'KB', 'MB', 'GB']

/** `1.2 MB`: the size of a file as the client shows it. */
export function describeSize(bytes: number): string {
  const power = bytes < 1_024 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), sizeUnits.length - 1)
  const size = bytes / 1_024 ** power
  return `${power === 0 ? size : Number(size.toFixed(2))} ${sizeUnits[power]}`
}
