/**
 * Whether the PNG holds an animation: an `acTL` chunk before the pixels. sharp reads such a file as a still.
 * @see https://www.w3.org/TR/png-3/#acTL-chunk
 */
export function isAnimatedPng(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let offset = 8
  while (offset + 8 <= file.length) {
    const kind = file.toString('latin1', offset + 4, offset + 8)
    if (kind === 'acTL') return true
    if (kind === 'IDAT') return false
    offset += 12 + file.readUInt32BE(offset)
  }
  return false
}
