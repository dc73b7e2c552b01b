import { RESTJSONErrorCodes, Routes } from 'discord.js'
import { z } from 'zod'
import { type Clock, seconds } from '../../domain/clock.ts'
import type { Renderer, StatusPost } from '../../domain/contracts/delivery.ts'
import type { Generation } from '../../domain/generation.ts'
import { withTimeout } from '../../lib/timeout.ts'
import type { Log } from '../../log.ts'
import { classifyError, describeRestError, expectMessage, type RestCalls } from './rest.ts'

/** Whoever clicked is answered within three seconds, after it stands. */
const patience = seconds(1.5)

const posted = z.looseObject({ id: z.string() })

interface StatusPostsDependencies {
  readonly rest: Pick<RestCalls, 'post'>
  readonly renderer: Pick<Renderer, 'status'>
  readonly clock: Pick<Clock, 'after'>
  readonly log: Log
}

/** Status messages that answer no command: posts in the thread of a video. */
export function createStatusPosts({ rest, renderer, clock, log }: StatusPostsDependencies) {
  /** With a button, by which it is found again. A repeated call is the same message, by its nonce. */
  async function send(generation: Generation, withPrompt: boolean): Promise<StatusPost> {
    const { id, origin } = generation
    const options = { video: 'link', withPrompt, isPrivate: false, stop: 'cancel' } as const
    const body = { ...renderer.status(generation, options).body, nonce: `status-${id}`, enforce_nonce: true }
    try {
      const path = Routes.channelMessages(origin.channelId)
      const task = (signal: AbortSignal) => rest.post(path, { body, signal })
      const message = expectMessage(await withTimeout(task, { clock, milliseconds: patience }))
      return { kind: 'stands', messageId: posted.parse(message).id }
    } catch (error) {
      const facts = { generationId: id, ...describeRestError(error) }
      log.warn(facts, 'The message of a video could not be posted')
      const problem = classifyError(error, 'channel')
      if (problem === 'blockedByAutoMod' && withPrompt) return send(generation, false)
      if (problem === 'temporary' || problem === 'unauthorized') return { kind: 'unknown' }
      return { kind: facts.code === RESTJSONErrorCodes.UnknownChannel ? 'gone' : 'closed' }
    }
  }

  return { post: (generation: Generation) => send(generation, true) }
}
