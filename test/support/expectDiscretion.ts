import { expect } from 'vitest'
import type { House } from './startHouse.ts'

/** Nobody types so much of a prompt by chance, and a log line may cut what is longer. */
const tellingLength = 60

/**
 * The log has no key, token, signature, picture or prompt, in none of their spellings.
 *
 * @param unspoken what people typed, and everything else that must not be in the log
 */
export function expectDiscretion(
  house: Pick<House, 'discord' | 'kling' | 'logLines'>,
  unspoken: readonly string[] = [],
): void {
  const log = house.logLines.join('\n')
  const { discord, kling } = house
  const secrets = [
    discord.token,
    kling.klingKey,
    kling.runcomfyKey,
    kling.runwareKey,
    ...listTokens(house),
    ...listPrompts(house),
  ]
  const told = [...new Set([...secrets, ...unspoken].map((secret) => secret.slice(0, tellingLength)))].filter(
    (telling) => spell(telling).some((spelling) => log.includes(spelling)),
  )
  expect(told, 'secrets in the log').toEqual([])
  expect(findPlace(log, /\bhm(?:=|%3D)[0-9a-f]/i), 'signed addresses in the log').toBeUndefined()
  expect(findPlace(log, /data:image\/\w+;base64,\w/), 'pictures in the log').toBeUndefined()
}

/** What matches first, with what stands around it. */
function findPlace(log: string, pattern: RegExp): string | undefined {
  const at = log.search(pattern)
  return at === -1 ? undefined : log.slice(Math.max(0, at - 80), at + 80)
}

function spell(secret: string): string[] {
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]
}

/** The interaction tokens that were used. */
function listTokens({ discord }: Pick<House, 'discord'>): string[] {
  return discord.requests.flatMap(({ path }) => /^\/(?:interactions|webhooks)\/\d+\/([^/]+)/.exec(path)?.[1] ?? [])
}

function listPrompts({ kling }: Pick<House, 'kling'>): string[] {
  return kling.requests.filter(({ endpoint }) => endpoint === 'submit').flatMap(({ body }) => findPrompts(body))
}

function findPrompts(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) =>
    typeof inner === 'string' && /prompt$/i.test(name) ? [inner] : findPrompts(inner),
  )
}
