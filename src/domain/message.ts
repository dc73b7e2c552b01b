/**
 * A message as Discord's API takes it: written by `views/`, sent by the router and by delivery, opaque to everybody else.
 */
export interface MessageView {
  /** Components V2 with `flags` and `allowed_mentions`; uploaded files are named in it as `attachment://<name>`. */
  readonly body: Readonly<Record<string, unknown>>
  /** Files to upload with it. */
  readonly files: readonly MessageFile[]
}

export interface MessageFile {
  readonly name: string
  /** The kept media. */
  readonly hash: string
  readonly description?: string
}
