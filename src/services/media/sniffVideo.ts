/** How many bytes of a file are enough for `sniffVideo`. */
export const sniffedBytes = 64

/** Boxes that old QuickTime files begin with. */
const quickTimeBoxes = ['moov', 'mdat', 'wide', 'free', 'skip']
/** Files of the same build that hold pictures or only sound. */
const otherBrands = ['avif', 'avis', 'heic', 'heix', 'hevc', 'heim', 'heis', 'mif1', 'msf1', 'jpeg', 'M4A ', 'M4B ']

/** What the first bytes of a file say that it is: a video, a page or another text (an error, often), or something else. */
export function sniffVideo(head: Uint8Array): 'video' | 'text' | 'other' {
  const text = Buffer.from(head).toString('latin1')
  const box = text.slice(4, 8)
  if (box === 'ftyp') return otherBrands.includes(text.slice(8, 12)) ? 'other' : 'video'
  if (quickTimeBoxes.includes(box)) return 'video'
  if (text.startsWith('\x1a\x45\xdf\xa3')) return text.includes('webm') ? 'video' : 'other'
  return isText(head) ? 'text' : 'other'
}

function isText(head: Uint8Array): boolean {
  return head.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d)
}
