import type { HttpAnswer } from './createCaller.ts'

/** What Cloudflare calls itself in its own JSON, which it answers to clients that accept nothing else. */
const wallKeys = ['cloudflare_error', 'ray_id', 'cf_ray', 'cf-ray']

/**
 * Whether something in front of the API answered in its place: a wall against robots, a proxy, a page for browsers. The
 * API answers in JSON objects.
 *
 * @see https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-1xxx-errors/
 */
export function isForeignAnswer({ json }: Pick<HttpAnswer, 'json'>): boolean {
  if (typeof json !== 'object' || json === null) return true
  return wallKeys.some((key) => Object.hasOwn(json, key))
}
