export interface DataUri {
  readonly mediaType: string
  readonly bytes: Uint8Array
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** Padded base64 of at least one byte, or undefined. */
export function decodeBase64(value: string): Uint8Array | undefined {
  return value !== '' && base64.test(value) ? Buffer.from(value, 'base64') : undefined
}

/** `data:image/png;base64,…`, or undefined where it is anything else. */
export function decodeDataUri(value: string): DataUri | undefined {
  const match = /^data:([a-z]+\/[a-z0-9.+-]+);base64,/.exec(value.slice(0, 100))
  if (match?.[1] === undefined) return undefined
  const bytes = decodeBase64(value.slice(match[0].length))
  return bytes && { mediaType: match[1], bytes }
}
