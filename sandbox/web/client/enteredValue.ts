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
