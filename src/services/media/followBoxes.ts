/** Follows the boxes of an MP4 or MOV file while it passes by. */
export interface BoxFollower {
  push(chunk: Uint8Array): void
  /** What is missing at the end of the file; nothing where index and pictures are there, and the last box is whole. */
  findGap(): string | undefined
}

const headerBytes = 8
const longHeaderBytes = 16

/** Only the boxes of the top level are looked at; what is in them does not matter here. */
export function followBoxes(): BoxFollower {
  const kinds = new Set<string>()
  let header = Buffer.alloc(0)
  /** Bytes of the present box that are still to come. */
  let left = 0

  /** Nothing, while the header is not whole. */
  function readHeader(): number | undefined {
    if (header.length < headerBytes) return undefined
    const size = header.readUInt32BE(0)
    if (size === 1 && header.length < longHeaderBytes) return undefined
    kinds.add(header.toString('latin1', 4, headerBytes))
    // Zero: to the end of the file, however long that is.
    if (size === 0) return Number.POSITIVE_INFINITY
    const length = size === 1 ? Number(header.readBigUInt64BE(headerBytes)) : size
    // A box cannot be shorter than its header: what follows is no box at all.
    return length < header.length ? Number.POSITIVE_INFINITY : length - header.length
  }

  return {
    push(chunk) {
      let rest = chunk
      while (rest.byteLength > 0) {
        if (left > 0) {
          const passed = Math.min(left, rest.byteLength)
          left -= passed
          rest = rest.subarray(passed)
          continue
        }
        const wanted = header.length < headerBytes ? headerBytes : longHeaderBytes
        const part = rest.subarray(0, wanted - header.length)
        header = Buffer.concat([header, part])
        rest = rest.subarray(part.byteLength)
        const length = readHeader()
        if (length === undefined) continue
        left = length
        header = Buffer.alloc(0)
      }
    },
    findGap() {
      const missing = ['moov', 'mdat'].find((kind) => !kinds.has(kind))
      if (missing !== undefined) return `its ${missing} is missing`
      const isWhole = left === 0 || left === Number.POSITIVE_INFINITY
      return isWhole ? undefined : `its last box lacks ${left} bytes`
    },
  }
}
