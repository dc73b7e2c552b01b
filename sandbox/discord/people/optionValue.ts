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

/** The client does not let the person do it; nothing was sent. */
export class ClientRefusal extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ClientRefusal'
  }
}
