/** Most file systems take 255 bytes; a name is read by people. */
const longestName = 48

/** `the-paper-boat-sets-out.mp4`, made of the words of the prompt; the number tells files of one prompt apart. */
export function nameVideo(prompt: string, number: number): string {
  const words = prompt.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  let name = ''
  for (const word of words) {
    const longer = name === '' ? word : `${name}-${word}`
    if (Buffer.byteLength(longer) > longestName) break
    name = longer
  }
  // A single word may be longer than a name.
  if (name === '') name = 'kling-video'
  return number === 1 ? `${name}.mp4` : `${name}-${number}.mp4`
}
