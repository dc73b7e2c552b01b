/** How many bytes of a file are enough for `sniffVideo`. */
export const sniffedBytes = 64

/** Boxes that old QuickTime files begin with. */
const quickTimeBoxes = ['moov', 'mdat', 'wide', 'free', 'skip']
/** Files of the same build that hold pictures or only sound. */
const otherBrands = ['avif', 'avis', 'heic', 'heix', 'hevc', 'heim', 'heis', 'mif1', 'msf1', 'jpeg', 'M4A ', 'M4B ']

/**
 * What the first bytes of a file say that it is: a video made of boxes, as MP4 and MOV are, or one in WebM. Nothing for
 * anything else: a page with an error, a picture.
 */
export function sniffVideo(head: Uint8Array): 'boxes' | 'webm' | undefined {
  const text = Buffer.from(head).toString('latin1')
  const box = text.slice(4, 8)
  if (box === 'ftyp') return otherBrands.includes(text.slice(8, 12)) ? undefined : 'boxes'
  if (quickTimeBoxes.includes(box)) return 'boxes'
  return text.startsWith('\x1a\x45\xdf\xa3') && text.includes('webm') ? 'webm' : undefined
}
