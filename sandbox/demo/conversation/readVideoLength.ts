import { findBox } from '../../kling/video/boxes.ts'

/** Seconds; undefined where the bytes are no MP4. @see ISO/IEC 14496-12, 8.2.2 */
export function readVideoLength(bytes: Uint8Array): number | undefined {
  try {
    const header = findBox(bytes, 'moov', 'mvhd')?.payload
    // Version 0 has 32-bit fields: creation, modification, timescale, duration.
    if (header === undefined || header[0] !== 0) return undefined
    return header.readUInt32BE(16) / header.readUInt32BE(12)
  } catch {
    return undefined
  }
}
