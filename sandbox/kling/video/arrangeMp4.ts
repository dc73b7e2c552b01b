import { findBox, readBoxes, writeBox } from './boxes.ts'
import { createSilentTrack } from './silentTrack.ts'

export interface Arrangement {
  /** Seconds of silence beside the pictures; none without sound. */
  readonly soundSeconds?: number
  /** The file grows to this many bytes by a `free` box at its end. */
  readonly padTo?: number
}

function requireBox(bytes: Uint8Array, ...types: readonly string[]) {
  const box = findBox(bytes, ...types)
  if (box === undefined) throw new Error(`No ${types.join('/')} in the video`)
  return box
}

/** Moves the chunk offsets of the (only) video track. @see ISO/IEC 14496-12, 8.7.5 */
function moveChunks(moov: Buffer, by: number): void {
  const { payload } = requireBox(moov, 'moov', 'trak', 'mdia', 'minf', 'stbl', 'stco')
  const count = payload.readUInt32BE(4)
  for (let at = 8; at < 8 + count * 4; at += 4) payload.writeUInt32BE(payload.readUInt32BE(at) + by, at)
}

/** Puts `moov` before `mdat`, so that a player can start before the whole file is there; adds sound and padding. */
export function arrangeMp4(encoded: Uint8Array, { soundSeconds, padTo = 0 }: Arrangement): Buffer {
  const boxes = readBoxes(Buffer.from(encoded))
  const start = requireBox(encoded, 'ftyp').bytes
  const media = requireBox(encoded, 'mdat').payload
  let mediaAt = 8
  for (const box of boxes) {
    if (box.type === 'mdat') break
    mediaAt += box.bytes.length
  }
  const moov = Buffer.from(requireBox(encoded, 'moov').bytes)
  const header = requireBox(moov, 'moov', 'mvhd').payload
  const track = soundSeconds === undefined ? undefined : createSilentTrack(soundSeconds, header.readUInt32BE(12), 2)
  // The last field is the next free track id.
  if (track !== undefined) header.writeUInt32BE(3, header.length - 4)

  const moovSize = moov.length + (track?.box(0).length ?? 0)
  const newMediaAt = start.length + moovSize + 8
  moveChunks(moov, newMediaAt - mediaAt)
  const sound = track === undefined ? [] : [track.box(newMediaAt + media.length)]
  const file = Buffer.concat([
    start,
    writeBox('moov', moov.subarray(8), ...sound),
    writeBox('mdat', media, ...(track === undefined ? [] : [track.samples])),
  ])
  const missing = padTo - file.length
  return missing < 8 ? file : Buffer.concat([file, writeBox('free', Buffer.alloc(missing - 8))])
}
