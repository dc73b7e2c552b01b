import type { Frame } from '../../domain/frame.ts'

/**
 * Until when the picture can be read at Discord: `ex` in its address, Unix seconds in hexadecimal. Nothing where the
 * address says nothing.
 * @see https://docs.discord.com/developers/reference#signed-attachment-cdn-urls
 */
export function readSource(url: string): Frame['source'] {
  const expiry = new URL(url).searchParams.get('ex')
  if (expiry === null || !/^[0-9a-f]{1,10}$/i.test(expiry)) return undefined
  return { url, expiresAt: Number.parseInt(expiry, 16) * 1_000 }
}
