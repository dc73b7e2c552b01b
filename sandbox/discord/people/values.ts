/** A file as a person chooses it. `url`, `size` and `contentType` lie about it, in a raw payload only. */
export interface ChosenFile {
  readonly name: string
  readonly bytes: Uint8Array
  readonly contentType?: string
  readonly size?: number
  readonly url?: string
}

/** What a person can give for an option; a channel or a user is anything with an id. */
export type OptionValue = string | number | boolean | ChosenFile | { readonly id: string }

export type OptionValues = Readonly<Record<string, OptionValue | undefined>>

export const isChosenFile = (value: OptionValue): value is ChosenFile => typeof value === 'object' && 'bytes' in value

/** What a person can give for a field of a modal: a text, the value of a radio, a tick, chosen values or ids, files. */
export type FieldValue = string | boolean | readonly string[] | readonly ChosenFile[]

export type FieldValues = Readonly<Record<string, FieldValue | undefined>>

/** The client does not let the person do it; nothing was sent. */
export class ClientRefusal extends Error {
  /** The option, or the custom id of the field, that it is about. */
  readonly field: string | undefined

  constructor(message: string, field?: string) {
    super(message)
    this.name = 'ClientRefusal'
    this.field = field
  }
}
