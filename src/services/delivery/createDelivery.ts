import type { Clock } from '../../domain/clock.ts'
import type { Delivery, Renderer, ShowOutcome } from '../../domain/contracts/delivery.ts'
import type { Media } from '../../domain/contracts/media.ts'
import type { Generation } from '../../domain/generation.ts'
import type { Log } from '../../log.ts'
import { chooseRoute, type Route } from './chooseRoute.ts'
import { createEditor } from './createEditor.ts'
import { createLanes } from './createLanes.ts'
import { createNotices } from './createNotices.ts'
import { createPauses } from './createPauses.ts'
import { createStatusMessage, type StatusMessage } from './createStatusMessage.ts'
import { createTokens } from './createTokens.ts'
import type { RestCalls } from './restCalls.ts'

/** Edits that come late for a finished generation come within seconds. */
const rememberedAsShown = 1_000

export interface DeliveryDependencies {
  readonly rest: RestCalls
  /** Built with no retries: follow-ups must never be repeated. */
  readonly unretriedRest: Pick<RestCalls, 'post'>
  readonly media: Pick<Media, 'read'>
  readonly renderer: Renderer
  readonly clock: Clock
  readonly log: Log
}

/** Everything that is shown in Discord after the first answer to an interaction. */
export function createDelivery(dependencies: DeliveryDependencies): Delivery & { stop(): void } {
  const { renderer, clock, log } = dependencies
  const lanes = createLanes(clock)
  const tokens = createTokens(clock)
  const edit = createEditor(dependencies)
  const notices = createNotices({ ...dependencies, lanes, tokens })
  const messages = new Map<string, StatusMessage>()
  const privateMessages = new Set<StatusMessage>()
  /** The oldest first. */
  const shown = new Set<string>()
  const sending = new Set<Promise<void>>()
  let isStopped = false

  function createMessage(
    generationId: string,
    isPrivate: boolean,
    findRoute: (generation: Generation) => Route | undefined,
  ): StatusMessage {
    const onTokenDead = ({ token }: Extract<Route, { kind: 'token' }>) => tokens.bury(token)
    return createStatusMessage({ generationId, isPrivate, findRoute, onTokenDead, edit, renderer, lanes, clock, log })
  }

  function findMessage(generationId: string): StatusMessage {
    const known = messages.get(generationId)
    if (known !== undefined) return known
    const message = createMessage(generationId, false, ({ origin }) =>
      chooseRoute(origin, tokens.find(generationId, origin)),
    )
    messages.set(generationId, message)
    return message
  }

  function remember(generationId: string): void {
    shown.delete(generationId)
    shown.add(generationId)
    for (const oldest of shown) {
      if (shown.size <= rememberedAsShown) break
      shown.delete(oldest)
    }
  }

  function forget(generationId: string, message: StatusMessage): void {
    if (message.isSettled() && messages.get(generationId) === message) messages.delete(generationId)
  }

  async function settleAll(): Promise<void> {
    const areSettled = () => sending.size === 0 && all().every((message) => message.isSettled())
    while (!areSettled()) await Promise.all([...sending, ...all().map((message) => message.settle())])
  }

  const all = () => [...messages.values(), ...privateMessages]

  return {
    show(generation, context) {
      if (isStopped || shown.has(generation.id)) return
      findMessage(generation.id).show(generation, context)
    },

    async showFinal(generation) {
      if (isStopped) return { shown: false, reason: 'failed' }
      const message = findMessage(generation.id)
      const outcome = await message.showFinal(generation)
      if (outcome.shown || outcome.reason === 'messageGone') remember(generation.id)
      void message.settle().then(() => forget(generation.id, message))
      return outcome
    },

    async showPrivately(generation, target): Promise<ShowOutcome> {
      if (isStopped) return { shown: false, reason: 'failed' }
      const { applicationId, uploadLimit } = target
      const route: Route = { kind: 'token', applicationId, token: target, uploadLimit }
      const message = createMessage(generation.id, true, () => (tokens.isAlive(target) ? route : undefined))
      privateMessages.add(message)
      const outcome = await message.showFinal(generation)
      privateMessages.delete(message)
      return outcome
    },

    async notify(generation) {
      const sent = notices.send(generation)
      sending.add(sent)
      await sent
      sending.delete(sent)
    },

    renewToken(generationId, renewed) {
      tokens.renew(generationId, renewed)
      messages.get(generationId)?.renew()
    },

    async drain(milliseconds) {
      for (const message of all()) message.hasten()
      const timeout = createPauses(clock)
      await Promise.race([settleAll(), timeout.wait(milliseconds)])
      timeout.stop()
    },

    stop() {
      isStopped = true
      for (const message of all()) message.stop()
      notices.stop()
      lanes.stop()
    },
  }
}
