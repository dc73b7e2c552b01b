import {
  DiscordAPIError,
  InteractionResponseType,
  type REST,
  RESTJSONErrorCodes,
  type RESTPostAPIInteractionCallbackWithResponseResult,
  Routes,
} from 'discord.js'
import { type Clock, seconds } from '../domain/clock.ts'
import type { Answers, Standing } from '../domain/contracts/delivery.ts'
import { withTimeout } from '../lib/timeout.ts'

/** What identifies an interaction to Discord; the token is a secret. */
export interface InteractionAddress {
  readonly id: string
  readonly token: string
  readonly applicationId: string
  /** Aborts when Discord takes no first answer any more. */
  readonly deadline: AbortSignal
}

/** One attempt: of Discord's three seconds it leaves time for another one. */
const attemptPatience = seconds(1.4)
const lookPatience = seconds(1)
const pauseBetween = seconds(0.2)

/** Nobody knows whether Discord took the answer. */
export class AnswerUnclear extends Error {
  constructor(options?: ErrorOptions) {
    super('Whether Discord took an answer is not known', options)
    this.name = 'AnswerUnclear'
  }
}

export interface AcknowledgementDependencies {
  /** Built with no retries: who repeats a callback has to look first. */
  readonly unretriedRest: Pick<REST, 'post'>
  readonly answers: Pick<Answers, 'findByToken'>
  readonly clock: Pick<Clock, 'after'>
}

interface Callback {
  readonly type: InteractionResponseType
  readonly data?: Readonly<Record<string, unknown>>
}

/** What Discord said to the callback, or where its answer was found standing. */
export type Taken =
  | { readonly kind: 'answered'; readonly response: RESTPostAPIInteractionCallbackWithResponseResult | undefined }
  | Extract<Standing, { kind: 'stands' }>

/**
 * Sends the first answer to an interaction, within the time that is left of Discord's three seconds. A callback without a
 * clear word may have been taken: it is looked for, and sent again only where it is not found. Discord takes no second one
 * (40060), so that sending again is safe. Throws what Discord said where the answer was certainly not taken, and AnswerUnclear
 * where that is not known.
 *
 * The call carries no authorization: the token in the path is the authorization, and a 401 on an authorized call would make
 * discord.js drop the bot token.
 *
 * @see https://discord.com/developers/docs/interactions/receiving-and-responding#create-interaction-response
 */
export async function acknowledge(
  { unretriedRest, answers, clock }: AcknowledgementDependencies,
  { id, token, applicationId, deadline }: InteractionAddress,
  body: Callback,
): Promise<Taken> {
  const hasNewMessage = body.type === InteractionResponseType.DeferredChannelMessageWithSource
  const query = new URLSearchParams({ with_response: String(hasNewMessage) })

  const within = <T>(milliseconds: number, task: (signal: AbortSignal) => Promise<T>): Promise<T> =>
    withTimeout(task, { clock, milliseconds, within: deadline })

  async function send(): Promise<Taken> {
    const response = await within(attemptPatience, (signal) =>
      unretriedRest.post(Routes.interactionCallback(id, token), { body, query, auth: false, signal }),
    )
    return { kind: 'answered', response: response as RESTPostAPIInteractionCallbackWithResponseResult | undefined }
  }

  async function look(): Promise<Standing> {
    try {
      return await within(lookPatience, () => answers.findByToken({ interactionId: id, applicationId, token }))
    } catch {
      return { kind: 'unknown' }
    }
  }

  let failure: unknown
  while (!deadline.aborted) {
    try {
      return await send()
    } catch (error) {
      failure = error
    }
    if (isRefused(failure)) throw failure
    const standing = await look()
    if (standing.kind === 'stands') return standing
    if (hasCode(failure, RESTJSONErrorCodes.UnknownInteraction) && standing.kind === 'absent') throw failure
    await within(pauseBetween, () => new Promise(() => {})).catch(() => {})
  }
  throw new AnswerUnclear({ cause: failure })
}

/** Whether Discord refused with this code. @see https://discord.com/developers/docs/topics/opcodes-and-status-codes */
export function hasCode(error: unknown, ...codes: readonly RESTJSONErrorCodes[]): boolean {
  return error instanceof DiscordAPIError && (codes as readonly (string | number)[]).includes(error.code)
}

/** No verdict on this request: answered before, or too late although an earlier attempt may have been in time. */
const uncertainCodes = [RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged, RESTJSONErrorCodes.UnknownInteraction]
const uncertainStatuses: readonly number[] = [401, 408, 429]

/** Whether Discord said no for good, in its own words. A page of Cloudflare's has a status as well, but no code. */
export function isRefused(error: unknown): boolean {
  return (
    error instanceof DiscordAPIError &&
    typeof error.code === 'number' &&
    error.code > 0 &&
    !hasCode(error, ...uncertainCodes) &&
    !uncertainStatuses.includes(error.status)
  )
}

const connectFailures = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']

/** Whether the request certainly never left this machine: there was no connection. */
export function wasNeverSent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && connectFailures.includes(String(error.code))
}
