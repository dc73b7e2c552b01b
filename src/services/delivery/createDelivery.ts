import type { Clock } from '../../domain/clock.ts'
import type { Delivery, Renderer, ShowOutcome } from '../../domain/contracts/delivery.ts'
import type { Media } from '../../domain/contracts/media.ts'
import { type Generation, isFinal } from '../../domain/generation.ts'
import type { Origin } from '../../domain/origin.ts'
import type { Log } from '../../log.ts'
import { type AvoidedRoutes, chooseRoute, type Route } from './chooseRoute.ts'
import { createEditor } from './createEditor.ts'
import { createLanes } from './createLanes.ts'
import { createNotices } from './createNotices.ts'
import { createPauses } from './createPauses.ts'
import { createStatusMessage, type StatusMessage } from './createStatusMessage.ts'
import { createTokens } from './createTokens.ts'
import type { RestCalls } from './restCalls.ts'

/** Edits that come late for a finished generation come within seconds. */
const rememberedAsShown = 1_000

const everyPermission = String((1n << 64n) - 1n)

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
  /** The undelivered ones at whose place something has changed since the command. */
  const changed = new Set<string>()
  const sending = new Set<Promise<unknown>>()
  let isStopped = false

  function createMessage(
    generationId: string,
    isPrivate: boolean,
    findRoute: (generation: Generation, avoided: AvoidedRoutes) => Route | undefined,
  ): StatusMessage {
    const onTokenRefused = ({ token, isOverdue }: Extract<Route, { kind: 'token' }>) => tokens.refuse(token, isOverdue)
    return createStatusMessage({
      generationId,
      isPrivate,
      findRoute,
      onTokenRefused,
      edit,
      renderer,
      lanes,
      clock,
      log,
    })
  }

  function findMessage(generationId: string): StatusMessage {
    const known = messages.get(generationId)
    if (known !== undefined) return known
    const message = createMessage(generationId, false, ({ origin }, avoided) =>
      chooseRoute(findPlace(generationId, origin), tokens.find(generationId, origin), avoided),
    )
    messages.set(generationId, message)
    return message
  }

  /** What Discord said about a place with the command may no longer hold where that place has changed since. */
  function findPlace(generationId: string, origin: Origin): Origin {
    return changed.has(generationId) ? { ...origin, botInGuild: true, permissions: everyPermission } : origin
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
      if (outcome.shown) {
        remember(generation.id)
        changed.delete(generation.id)
      }
      void message.settle().then(() => forget(generation.id, message))
      return outcome
    },

    async showPrivately(generation, target): Promise<ShowOutcome> {
      if (isStopped) return { shown: false, reason: 'failed' }
      const { applicationId, token, uploadLimit } = target
      const route: Route = { kind: 'token', applicationId, token, isOverdue: false, uploadLimit }
      const message = createMessage(generation.id, true, () => (tokens.isDead(token) ? undefined : route))
      privateMessages.add(message)
      const outcome = await message.showFinal(generation)
      privateMessages.delete(message)
      if (outcome.shown) changed.delete(generation.id)
      return outcome
    },

    async notify(generation, circumstances) {
      const sent = notices.send(generation, circumstances)
      sending.add(sent)
      const outcome = await sent
      sending.delete(sent)
      return outcome
    },

    renewToken(generationId, renewed) {
      tokens.renew(generationId, renewed)
      messages.get(generationId)?.renew()
    },

    reopen(generation) {
      if (isFinal(generation)) changed.add(generation.id)
      messages.get(generation.id)?.reopen()
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
