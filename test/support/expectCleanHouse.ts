import { expect } from 'vitest'
import type { House } from './startHouse.ts'

/** How a house may depart from a plain one. */
export interface Expected {
  /** What must not stand in the log besides the secrets: prompts, tokens. */
  readonly unspoken?: readonly string[]
  /** Complaints of the bot that belong to the test. */
  readonly complaints?: readonly string[]
}

/** What only a defect of the bot makes it say. */
export const complaints = [
  'A command failed unexpectedly',
  'An answer did not reach Discord',
  'Work on a generation failed and is tried again',
  'A check broke its promise never to throw',
  'The status message could not be drawn',
  'A periodic task failed',
  'A part of the bot could not be stopped properly',
]

/** The signature of a signed address of Discord's. */
const signature = /[?&]hm=[0-9a-f]{8}/

/** Discord had nothing to object to, nothing broke on either side, nobody was limited, and no secret stands in the log. */
export function expectCleanHouse({ discord, kling, logLines }: House, expected: Expected = {}): void {
  expect(discord.violations, 'violations').toEqual([])
  expect(discord.unknownRoutes, 'unknown routes').toEqual([])
  expect(discord.defects, 'defects of the sandbox').toEqual([])
  expect(discord.rateLimited, 'answers with 429').toBe(0)
  const unexpected = complaints.filter((complaint) => !expected.complaints?.includes(complaint))
  expect(logLines.filter((line) => unexpected.some((complaint) => line.includes(complaint)))).toEqual([])
  const tokens = discord.requests.flatMap(
    ({ path }) => /^\/(?:webhooks|interactions)\/\d+\/([^/]+)/.exec(path)?.[1] ?? [],
  )
  const secrets = [
    discord.token,
    kling.klingKey,
    kling.runcomfyKey,
    kling.runwareKey,
    ...new Set(tokens),
    ...(expected.unspoken ?? []),
  ]
  const log = logLines.join('\n')
  expect(
    secrets.filter((secret) => log.includes(secret)),
    'secrets in the log',
  ).toEqual([])
  expect(
    logLines.filter((line) => signature.test(line)),
    'signed addresses in the log',
  ).toEqual([])
}
