import { z } from 'zod'
import { days } from '../../domain/clock.ts'
import { type Generation, result, settlement, state } from '../../domain/generation.ts'
import { microDollars } from '../../domain/money.ts'
import { frames } from '../../domain/request.ts'
import { isFinal } from '../../domain/stateMachine.ts'
import type { UnreadableRow } from './quarantine.ts'

/** One that nobody can go on with counts as open for no longer than a readable one is looked for. */
const openFor = days(2)

const text = z.string().min(1).optional().catch(undefined)
const amount = microDollars.optional().catch(undefined)
const knownState = state.optional().catch(undefined)

const remains = z.object({
  id: text,
  state: knownState,
  createdAt: z.number().int().positive().optional().catch(undefined),
  retryOf: text,
  claim: text,
  reserved: amount,
  settlement: settlement.optional().catch(undefined),
  frames: frames.catch({}),
  result: result.optional().catch(undefined),
  origin: z
    .object({
      interactionId: text,
      userId: text,
      guildId: text,
      installation: z.enum(['guild', 'user']).catch('guild'),
    })
    .catch({ interactionId: undefined, userId: undefined, guildId: undefined, installation: 'guild' }),
})

/** The fields that stand in a text which is no JSON. What a person wrote is in quotes of its own, and not taken for one. */
function findFields(stored: string): unknown {
  const word = (name: string) => new RegExp(`(?<!\\\\)"${name}":"([^"\\\\]+)"`).exec(stored)?.[1]
  const number = (name: string) => {
    const digits = new RegExp(`(?<!\\\\)"${name}":(\\d{1,16})\\b`).exec(stored)?.[1]
    return digits === undefined ? undefined : Number(digits)
  }
  return {
    id: word('id'),
    state: word('state'),
    createdAt: number('createdAt'),
    retryOf: word('retryOf'),
    claim: word('claim'),
    reserved: number('reserved'),
    settlement: { counted: number('counted'), spent: number('spent'), basis: word('basis') },
    origin: {
      interactionId: word('interactionId'),
      userId: word('userId'),
      guildId: word('guildId'),
      installation: word('installation'),
    },
  }
}

function open(stored: unknown): unknown {
  try {
    const content: unknown = JSON.parse(String(stored))
    return z.object({ value: z.unknown() }).parse(content).value
  } catch {
    return findFields(String(stored))
  }
}

/** Where nobody can tell any more how it ended, the money counts as spent, and for the person as well. */
function findState(known: Generation['state'] | undefined, isOpen: boolean): Generation['state'] {
  if (isOpen) return known ?? 'running'
  return known !== undefined && isFinal({ state: known, settlement: undefined }) ? known : 'succeeded'
}

/**
 * What can still be read of a generation that was quarantined, with something harmless in the place of the rest: enough to count
 * it in every budget, to know its interaction and its button again and to keep its files, and for nothing else.
 */
export function salvageGeneration({ key, stored, at }: UnreadableRow, wasOpen: boolean, now: number): Generation {
  const found = remains.catch(remains.parse({ origin: {} })).parse(open(stored))
  const createdAt = found.createdAt ?? at
  const { interactionId = '', userId = '', guildId, installation } = found.origin
  const isOver = found.settlement !== undefined || now - createdAt > openFor
  return {
    id: found.id ?? key,
    version: 0,
    state: findState(found.state, wasOpen && !isOver),
    stateSince: createdAt,
    createdAt,
    request: { prompt: '-', duration: 5, aspectRatio: '16:9', quality: 'standard', sound: true },
    origin: {
      interactionId,
      applicationId: '',
      token: '',
      tokenExpiresAt: 0,
      userId,
      ...(guildId !== undefined && { guildId }),
      channelId: '',
      ageRestricted: false,
      installation,
      botInGuild: false,
      context: 0,
      permissions: '0',
      uploadLimit: 1,
      locale: 'en-US',
      ephemeral: true,
    },
    ...(found.retryOf !== undefined && { retryOf: found.retryOf }),
    ...(found.claim !== undefined && { claim: found.claim }),
    frames: found.frames,
    ...(found.result !== undefined && { result: found.result }),
    reserved: found.reserved ?? 0,
    ...(found.settlement !== undefined && { settlement: found.settlement }),
    passedOver: [],
    submits: 0,
    delivery: {},
  }
}
