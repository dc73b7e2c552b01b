import { MessageFlags, Routes } from 'discord.js'
import { z } from 'zod'
import { type Clock, minutes, seconds } from '../../domain/clock.ts'
import type { Answers, MessageView, PrivateOutcome, PrivateWay, Renderer } from '../../domain/contracts/delivery.ts'
import type { Generation } from '../../domain/generation.ts'
import { isDoneWithin, withTimeout } from '../../lib/timeout.ts'
import type { Log } from '../../log.ts'
import type { Tokens } from './messageRoute.ts'
import { findOwnMessage } from './messageSearch.ts'
import type { Permit, RateLimitQueues } from './rateLimitQueue.ts'
import { classifyError, describeRestError, expectMessage, type RestCalls } from './rest.ts'

/** For one call or look, with whatever discord.js waits for. */
const patience = minutes(1)
/** What stands in the status message first may still be on its way. */
const settlingTime = seconds(10)
const longestNonce = 25

interface PrivateWordsDependencies {
  readonly rest: Pick<RestCalls, 'get' | 'post'>
  /** Repeats nothing: follow-ups carry no nonce, and a repeated one would be a second message. */
  readonly unretriedRest: Pick<RestCalls, 'post'>
  readonly renderer: Pick<Renderer, 'status'>
  readonly answers: Pick<Answers, 'findByToken'>
  /** Resolves when nothing is on its way into the status message. */
  readonly settle: (generationId: string) => Promise<void>
  readonly queues: RateLimitQueues
  readonly tokens: Tokens
  readonly clock: Clock
  readonly log: Log
}

/** What is said to the owner of a generation alone, of their own accord. */
interface PrivateWords {
  send(generation: Generation, way: PrivateWay, isRepeated: boolean): Promise<PrivateOutcome>
}

const sentMessage = z.object({ id: z.string(), flags: z.number() })
const openedChannel = z.object({ id: z.string() })

export function createPrivateWords(dependencies: PrivateWordsDependencies): PrivateWords {
  const { rest, unretriedRest, renderer, answers, settle, queues, tokens, clock, log } = dependencies

  const inTime = <T>(task: (signal: AbortSignal) => Promise<T>): Promise<T> =>
    withTimeout(task, { clock, milliseconds: patience })

  const draw = (generation: Generation, isElsewhere: boolean): MessageView =>
    renderer.status(generation, { video: 'link', withPrompt: true, isPrivate: true, isElsewhere })

  /**
   * Discord makes the first follow-up after "thinking…" the answer itself, for everybody to read. So it is sent only where words
   * are known to stand there.
   *
   * @see https://discord.com/developers/docs/interactions/receiving-and-responding#followup-messages
   */
  async function followUp(generation: Generation): Promise<PrivateOutcome> {
    const { id, origin } = generation
    await isDoneWithin(clock, settle(id), settlingTime)
    const found = tokens.find(id, origin)
    if (found === undefined || found.isOverdue) return 'refused'
    const { interactionId, applicationId } = origin
    const { token } = found
    const answer = await answers.findByToken({ interactionId, applicationId, token })
    if (answer.kind !== 'stands' || answer.acknowledgement.isPromise === true) return 'refused'
    const { body } = draw(generation, false)
    const request = {
      body: { ...body, flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral },
      query: new URLSearchParams({ wait: 'true' }),
      auth: false,
    }
    const posted = await inTime((signal) =>
      unretriedRest.post(Routes.webhook(applicationId, token), { ...request, signal }),
    )
    const { flags } = sentMessage.parse(posted)
    return (flags & MessageFlags.Ephemeral) === 0 ? 'unknown' : 'stands'
  }

  async function sendDirectly(generation: Generation, isRepeated: boolean): Promise<PrivateOutcome> {
    const { id, origin } = generation
    const opening = { body: { recipient_id: origin.userId } }
    const opened = await inTime((signal) => rest.post(Routes.userChannels(), { ...opening, signal }))
    const { id: channelId } = openedChannel.parse(opened)
    const { body } = draw(generation, true)
    const { applicationId } = origin
    if (
      isRepeated &&
      (await inTime((signal) => findOwnMessage(rest, { channelId, applicationId, bodies: [body] }, signal)))
    )
      return 'stands'
    const permit = await acquirePermit(channelId)
    if (permit === undefined) return 'unknown'
    try {
      const nonce = { nonce: `private-${id}`.slice(-longestNonce), enforce_nonce: true }
      const request = { body: { ...body, ...nonce } }
      expectMessage(await inTime((signal) => rest.post(Routes.channelMessages(channelId), { ...request, signal })))
      return 'stands'
    } finally {
      permit.release()
    }
  }

  function acquirePermit(channelId: string): Promise<Permit | undefined> {
    return new Promise((resolve) => {
      queues.forPost(channelId).acquire({ isFinished: true, due: clock.now() }, resolve)
    })
  }

  return {
    async send(generation, way, isRepeated) {
      try {
        return await (way === 'followUp' ? followUp(generation) : sendDirectly(generation, isRepeated))
      } catch (error) {
        const facts = { generationId: generation.id, way, ...describeRestError(error) }
        log.warn(facts, 'The owner could not be told in private')
        const problem = classifyError(error, way === 'followUp' ? 'token' : 'channel')
        return problem === 'temporary' || problem === 'unauthorized' ? 'unknown' : 'refused'
      }
    },
  }
}
