import { chooseModels } from '../../../domain/chooseModels.ts'
import type { Delivery, StatusContext, UsualTime } from '../../../domain/contracts/delivery.ts'
import type { Forecast, QueueEntry } from '../../../domain/contracts/generations.ts'
import type { Generation, State } from '../../../domain/generation.ts'
import { type RenderKind, renderKindOf } from '../../../domain/models.ts'
import type { Request } from '../../../domain/request.ts'
import { findStop, isFinal, isUnwanted } from '../../../domain/stateMachine.ts'
import type { GenerationRepository } from '../records/generationRepository.ts'
import type { ProviderHealth } from '../routing/providerHealth.ts'
import { isPaused, type ProviderDirectory } from '../routing/providers.ts'

/** Progress in the status message, with what stands around the generation. */
interface StatusDisplay {
  /** Shows the present state in the status message. */
  show(generation: Generation): void
  /** `position`: how many are sent before it while it waits with us. */
  showAt(generation: Generation, position: number | undefined): void
  /** The person's generations with something left to do or to see, newest first. */
  list(userId: string): QueueEntry[]
  /** What would lie before a request that was begun now. */
  forecast(request: Request): Forecast
}

interface StatusDisplayDependencies {
  readonly delivery: Pick<Delivery, 'show'>
  readonly repository: Pick<GenerationRepository, 'open' | 'quarantined' | 'transient' | 'findOpen'>
  readonly providers: Pick<ProviderDirectory, 'catalogue' | 'configured' | 'find' | 'findCandidates'>
  readonly health: Pick<ProviderHealth, 'outageReason' | 'isDoubtful'>
  /** Nothing while too little is known. */
  readonly findUsualTime: (kind: RenderKind, duration: number) => UsualTime | undefined
  readonly positionOf: (generationId: string) => number | undefined
}

/** The way of what is not done, from its beginning. */
const way: readonly State[] = ['received', 'preparing', 'queued', 'submitting', 'unconfirmed', 'running']
const progressOf = ({ state, progress }: Generation) =>
  way.indexOf(state) * 2 + (progress?.status === 'rendering' ? 1 : 0)

export function createStatusDisplay(dependencies: StatusDisplayDependencies): StatusDisplay {
  const { delivery, repository, providers, health, positionOf } = dependencies

  /** How long it takes once it is sent: where it was sent, or where it would be sent next. */
  function findTime(generation: Generation): Pick<StatusContext, 'usual' | 'expected'> {
    const { state, provider, request } = generation
    if (state !== 'queued' && state !== 'submitting' && state !== 'running') return {}
    const model =
      provider === undefined
        ? providers.findCandidates(generation)[0]
        : renderKindOf(providers.catalogue, { ...generation, provider })
    return findTimeAt(model, request)
  }

  function findTimeAt(model: RenderKind | undefined, { duration }: Request): Pick<StatusContext, 'usual' | 'expected'> {
    if (model === undefined) return {}
    const usual = dependencies.findUsualTime(model, duration)
    return usual === undefined ? { expected: model.expectedRender } : { usual }
  }

  function contextOf(generation: Generation, position: number | undefined): StatusContext {
    const found = findStop(generation, providers.find(generation.provider)?.cancel !== undefined)
    const stop = found !== undefined && { stop: found }
    if (isPaused(providers, health, generation)) return { isPaused: true, ...stop }
    return { ...stop, ...(position !== undefined && { position }), ...findTime(generation) }
  }

  /**
   * While providers fail, what is tried again and again would be sent, waiting and paused in turn: the message stands still until
   * it is known what to say.
   */
  function isUnsettled(generation: Generation, { isPaused = false }: StatusContext): boolean {
    const { id, state, passedOver } = generation
    if (isPaused || isUnwanted(generation) || (state !== 'queued' && state !== 'submitting')) return false
    const { isPauseShown = false, wasReturned = false, failedAttempts = 0 } = repository.transient.peek(id) ?? {}
    const hasFailed = failedAttempts > 0 || (state === 'queued' ? wasReturned : passedOver.length > 0)
    if (!isPauseShown) return hasFailed
    return (
      state === 'submitting' || providers.findCandidates(generation).every((each) => health.isDoubtful(each.provider))
    )
  }

  function showWith(generation: Generation, context: StatusContext): void {
    if (isUnsettled(generation, context)) return
    repository.transient.get(generation.id).isPauseShown = context.isPaused === true
    delivery.show(generation, context)
  }

  /**
   * Those that were asked for at once: how the one stands that has come furthest and is not done. Stopping is free only where it is so
   * for each of them; else what can still be stopped is, and the rest is hidden.
   */
  function showTogether(variants: readonly Generation[]): void {
    const going = variants.filter((each) => !isFinal(each))
    const [furthest] = going.toSorted((one, other) => progressOf(other) - progressOf(one))
    const shown = furthest ?? variants[0]
    if (shown === undefined) return
    const { stop, ...context } = contextOf(shown, findPosition(shown))
    const stops = going.flatMap((each) => contextOf(each, undefined).stop ?? [])
    const together = stops.includes('hide') ? 'hide' : stops[0]
    showWith(shown, { ...context, variants, ...(together !== undefined && { stop: together }) })
  }

  /** Of those that were asked for at once and are not done, one line says how they stand. */
  function isListed(generation: Generation): boolean {
    const [first] = repository.findOpen(generation).filter((each) => !isFinal(each))
    return isFinal(generation) || first === undefined || first.id === generation.id
  }

  const findPosition = ({ id, state }: Generation) => (state === 'queued' ? positionOf(id) : undefined)

  function showAt(generation: Generation, position: number | undefined): void {
    if (generation.variants !== undefined) showTogether(repository.findOpen(generation))
    else showWith(generation, contextOf(generation, position))
  }

  return {
    show: (generation) => showAt(generation, findPosition(generation)),
    showAt,
    forecast(request) {
      const choice = chooseModels(request, providers.configured)
      const time = findTimeAt(choice.possible ? choice.models[0] : undefined, request)
      return { ...time, ahead: repository.open.waiting().length }
    },
    list(userId) {
      const { open, quarantined } = repository
      const onHold = [...quarantined.values()].filter(({ origin }) => origin.userId === userId)
      return [
        ...open
          .ofUser(userId)
          .filter(isListed)
          .map((generation) => ({ generation, ...contextOf(generation, findPosition(generation)) })),
        ...onHold.map((generation) => ({ generation, isQuarantined: true })),
      ].sort(
        ({ generation: one }, { generation: other }) => other.createdAt - one.createdAt || (one.id < other.id ? 1 : -1),
      )
    },
  }
}
