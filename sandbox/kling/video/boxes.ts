export interface Box {
  readonly type: string
  /** With the header. */
  readonly bytes: Buffer
  /** Without the header. */
  readonly payload: Buffer
}

/** The boxes of an MP4, or of a container box's payload. @see ISO/IEC 14496-12, 4.2 */
export function readBoxes(bytes: Uint8Array): Box[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const boxes: Box[] = []
  for (let at = 0; at < buffer.length; ) {
    const size = buffer.readUInt32BE(at)
    if (size < 8 || at + size > buffer.length) throw new Error(`Bad box at ${at}`)
    const box = buffer.subarray(at, at + size)
    boxes.push({ type: box.toString('latin1', 4, 8), bytes: box, payload: box.subarray(8) })
    at += size
  }
  return boxes
}

/** Follows the types down; the first of each kind. */
export function findBox(bytes: Uint8Array, ...types: readonly string[]): Box | undefined {
  const [type, ...deeper] = types
  const box = readBoxes(bytes).find((each) => each.type === type)
  return box === undefined || deeper.length === 0 ? box : findBox(box.payload, ...deeper)
}

export function writeBox(type: string, ...parts: readonly Uint8Array[]): Buffer {
  const header = Buffer.alloc(8)
  header.writeUInt32BE(8 + parts.reduce((sum, part) => sum + part.length, 0))
  header.write(type, 4, 'latin1')
  return Buffer.concat([header, ...parts])
}

/** Big-endian fields: each is a number and its size in bytes. */
export function fields(...entries: readonly (readonly [value: number, size: 1 | 2 | 3 | 4])[]): Buffer {
  return Buffer.concat(
    entries.map(([value, size]) => {
      const bytes = Buffer.alloc(size)
      bytes.writeUIntBE(value, 0, size)
      return bytes
    }),
  )
}
