import { hours } from '../../domain/clock.ts'
import type { Renderer, ShowOutcome, StatusContext, StatusOptions } from '../../domain/contracts/delivery.ts'
import { firstOf, type Generation } from '../../domain/generation.ts'
import type { Origin, PrivateTarget, RenewedToken } from '../../domain/origin.ts'
import { isFinal } from '../../domain/stateMachine.ts'
import {
  type KeptMessage,
  type KeptMessageDependencies,
  keepMessage,
  type RenderedMessage,
  type RenderOptions,
} from './keptMessage.ts'
import { type AvoidedRoutes, chooseRoute, type MessageRoute, type Tokens } from './messageRoute.ts'

/** Edits that come late for a finished generation come within seconds. */
const mostFinalized = 1_000

/** What is known of a message that nothing was shown in for so long is worth nothing any more. */
const rememberedFor = hours(1)

const everyPermission = String((1n << 64n) - 1n)

/** What a status message is drawn from. */
interface StatusContent {
  readonly generation: Generation
  readonly context: StatusContext
  readonly isTakenAway?: boolean
}

type Circumstances = Pick<StatusOptions, 'isPrivate' | 'listOf' | 'isCopy'>

interface StatusMessagesDependencies extends Omit<KeptMessageDependencies, 'onTokenRefused'> {
  readonly renderer: Pick<Renderer, 'status'>
  readonly tokens: Tokens
}

/** The status messages of all generations, each kept up to date on its own. */
interface StatusMessages {
  /** A state older than the last one that was shown is left out. */
  show(generation: Generation, context: StatusContext): void
  showFinal(generation: Generation, variants?: readonly Generation[]): Promise<ShowOutcome>
  showPrivately(generation: Generation, target: PrivateTarget): Promise<ShowOutcome>
  takeAway(generation: Generation): Promise<ShowOutcome>
  renewToken(generationId: string, renewed: RenewedToken): void
  reopen(generation: Pick<Generation, 'id' | 'variants' | 'state' | 'settlement'>): void
  hasten(): void
  /** Resolves when nothing is pending and nothing is on its way, for this generation or for all. */
  settle(generationId?: string): Promise<void>
  stop(): void
}

export function createStatusMessages({ renderer, tokens, ...shared }: StatusMessagesDependencies): StatusMessages {
  const { clock } = shared
  const dependencies: KeptMessageDependencies = {
    ...shared,
    onTokenRefused: ({ token, isOverdue }) => tokens.refuse(token, isOverdue),
  }
  /** The one that was used the longest time ago first. */
  const messages = new Map<string, { readonly message: KeptMessage<StatusContent>; readonly usedAt: number }>()
  const privateMessages = new Set<KeptMessage<StatusContent>>()
  /** Versions of the last states that were shown, the oldest first. */
  const finalized = new Map<string, number>()
  /** The undelivered ones at whose place something has changed since the command. */
  const changed = new Set<string>()
  let isStopped = false

  function keepStatus(
    generationId: string,
    circumstances: Circumstances,
    findRoute: (generation: Generation, avoided: AvoidedRoutes) => MessageRoute | undefined,
  ): KeptMessage<StatusContent> {
    const definition = {
      facts: { generationId },
      findRoute: ({ generation }: StatusContent, avoided: AvoidedRoutes) => findRoute(generation, avoided),
      render: (content: StatusContent, options: RenderOptions) =>
        renderStatus(renderer, content, circumstances, options),
      isMinorChange: (before: StatusContent, after: StatusContent) => isPositionOnly(before, after),
      isFinished: ({ generation, context }: StatusContent) => hasEnded(generation, context),
      isTakenAway: ({ isTakenAway }: StatusContent) => isTakenAway === true,
    }
    return keepMessage(definition, dependencies)
  }

  function use(generationId: string): KeptMessage<StatusContent> {
    const message = messages.get(generationId)?.message ?? createMessage(generationId)
    messages.delete(generationId)
    messages.set(generationId, { message, usedAt: clock.now() })
    return message
  }

  function createMessage(generationId: string): KeptMessage<StatusContent> {
    forgetUnused()
    return keepStatus(generationId, { isPrivate: false }, ({ origin }, avoided) =>
      chooseRoute(findPlace(generationId, origin), tokens.find(generationId, origin), avoided),
    )
  }

  /** What Discord said about a place with the command may no longer hold where that place has changed since. */
  function findPlace(generationId: string, origin: Origin): Origin {
    return changed.has(generationId) ? { ...origin, botInGuild: true, permissions: everyPermission } : origin
  }

  function forgetUnused(): void {
    for (const [generationId, { message, usedAt }] of messages) {
      if (clock.now() - usedAt < rememberedFor) return
      messages.delete(generationId)
      if (!message.isSettled()) messages.set(generationId, { message, usedAt: clock.now() })
    }
  }

  /** A finished generation hardly changes any more, so its message is forgotten as soon as it is up to date. */
  async function forgetFinished(generationId: string, message: KeptMessage<StatusContent>): Promise<void> {
    await message.settle()
    if (message.isSettled() && messages.get(generationId)?.message === message) messages.delete(generationId)
  }

  function noteFinalized({ id, version }: Generation): void {
    finalized.delete(id)
    finalized.set(id, version)
    for (const oldest of finalized.keys()) {
      if (finalized.size <= mostFinalized) break
      finalized.delete(oldest)
    }
  }

  function isOutdated(generation: Generation, context: StatusContext): boolean {
    const version = finalized.get(generation.id)
    return version !== undefined && (!hasEnded(generation, context) || generation.version < version)
  }

  async function finish(content: StatusContent): Promise<ShowOutcome> {
    if (isStopped) return { shown: false, reason: 'failed' }
    const { generation } = content
    const key = firstOf(generation)
    const message = use(key)
    const outcome = await message.showFinal(content)
    if (outcome.shown) {
      for (const each of content.context.variants ?? [generation]) noteFinalized(each)
      changed.delete(key)
    }
    void forgetFinished(key, message)
    return outcome
  }

  const all = () => [...[...messages.values()].map(({ message }) => message), ...privateMessages]

  return {
    show(generation, context) {
      if (isStopped || isOutdated(generation, context)) return
      const key = firstOf(generation)
      const message = use(key)
      message.show({ generation, context })
      if (hasEnded(generation, context)) void forgetFinished(key, message)
    },

    showFinal: (generation, variants) => finish({ generation, context: variants === undefined ? {} : { variants } }),
    takeAway: (generation) => finish({ generation, context: {}, isTakenAway: true }),

    async showPrivately(generation, target) {
      if (isStopped) return { shown: false, reason: 'failed' }
      const { applicationId, token, uploadLimit, listOf, isPublic = false } = target
      const route: MessageRoute = { kind: 'token', applicationId, token, isOverdue: false, uploadLimit }
      const circumstances = { isPrivate: !isPublic, isCopy: isPublic, ...(listOf !== undefined && { listOf }) }
      const message = keepStatus(generation.id, circumstances, () => (tokens.isDead(token) ? undefined : route))
      privateMessages.add(message)
      const outcome = await message.showFinal({ generation, context: {} })
      privateMessages.delete(message)
      if (outcome.shown) changed.delete(generation.id)
      return outcome
    },

    renewToken(generationId, renewed) {
      tokens.renew(generationId, renewed)
      messages.get(generationId)?.message.renew()
    },

    reopen(generation) {
      const key = firstOf(generation)
      if (isFinal(generation)) changed.add(key)
      messages.get(key)?.message.reopen()
    },

    hasten() {
      for (const message of all()) message.hasten()
    },

    async settle(generationId) {
      if (generationId !== undefined) return messages.get(generationId)?.message.settle()
      const findUnsettled = () => all().filter((message) => !message.isSettled())
      for (let unsettled = findUnsettled(); unsettled.length > 0; unsettled = findUnsettled())
        await Promise.all(unsettled.map((message) => message.settle()))
    },

    stop() {
      isStopped = true
      for (const message of all()) message.stop()
    },
  }
}

function renderStatus(
  renderer: Pick<Renderer, 'status'>,
  { generation, context, isTakenAway }: StatusContent,
  circumstances: Circumstances,
  { uploadLimit, withPrompt }: RenderOptions,
): RenderedMessage {
  const shown = context.variants ?? [generation]
  const video = fitTogether(shown, uploadLimit) ? 'upload' : 'link'
  const view = renderer.status(generation, { ...context, ...circumstances, video, withPrompt })
  if (isTakenAway === true) return { view, isTakenAway }
  const uploads = view.files.flatMap(({ name, generationId = generation.id }) => [[name, generationId] as const])
  return { view, ...(uploads.length > 0 && { uploads: new Map(uploads) }) }
}

/** What a request to Discord may be in all, where a file alone may not be more. @see https://docs.discord.com/developers/reference#uploading-files */
const largestRequest = 25 * 1024 * 1024

/** All videos of one message are uploaded, or none. */
function fitTogether(generations: readonly Generation[], uploadLimit: number): boolean {
  const results = generations.flatMap(({ result }) => result ?? [])
  const sizes = results.map(({ hash, size }) => (hash === undefined ? undefined : size) ?? Number.POSITIVE_INFINITY)
  const sum = sizes.reduce((total, size) => total + size, 0)
  return sizes.length > 0 && Math.max(...sizes) <= uploadLimit && sum <= Math.max(uploadLimit, largestRequest)
}

/** Of several in one message, all of them. */
function hasEnded(generation: Generation, { variants = [] }: StatusContext): boolean {
  return isFinal(generation) && variants.every(isFinal)
}

/** Whether nothing changed from one to the other but the position in a queue, which may wait a little longer. */
function isPositionOnly(before: StatusContent, after: StatusContent): boolean {
  const earlier = before.context.variants ?? [before.generation]
  const later = after.context.variants ?? [after.generation]
  return earlier.length === later.length && later.every((each, index) => isSameStep(earlier[index], each))
}

function isSameStep(before: Generation | undefined, after: Generation): boolean {
  return (
    before?.state === after.state &&
    before.progress?.status === after.progress?.status &&
    before.overdueSince === after.overdueSince &&
    before.cancelRequestedAt === after.cancelRequestedAt &&
    before.abandonedAt === after.abandonedAt &&
    before.provider === after.provider
  )
}
