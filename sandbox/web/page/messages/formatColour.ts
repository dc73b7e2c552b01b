/** `#5865f2` of 0x5865f2; nothing of no colour. */
export function formatColour(colour: unknown): string | undefined {
  return typeof colour === 'number' ? `#${colour.toString(16).padStart(6, '0')}` : undefined
}
