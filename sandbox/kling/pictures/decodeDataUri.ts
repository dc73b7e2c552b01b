export interface DataUri {
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/** Padded base64 of at least one byte, or undefined. A pattern would exhaust the stack on megabytes. */
export function decodeBase64(value: string): Uint8Array | undefined {
  if (value === '') return undefined
  const bytes = Buffer.from(value, 'base64')
  return bytes.toString('base64') === value ? bytes : undefined
}

/** `data:image/png;base64,…`, or undefined where it is anything else. */
export function decodeDataUri(value: string): DataUri | undefined {
  const match = /^data:([a-z]+\/[a-z0-9.+-]+);base64,/.exec(value.slice(0, 100))
  if (match?.[1] === undefined) return undefined
  const bytes = decodeBase64(value.slice(match[0].length))
  return bytes && { mediaType: match[1], bytes }
}
