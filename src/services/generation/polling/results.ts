import { type Clock, minutes } from '../../../domain/clock.ts'
import { ResultAtForeignHost, type Results } from '../../../domain/contracts/media.ts'
import type { Provider } from '../../../domain/contracts/provider.ts'
import type { Found, Generation, Result } from '../../../domain/generation.ts'
import { renderKindOf } from '../../../domain/models.ts'
import { microDollars } from '../../../domain/money.ts'
import { finish, isRunning } from '../../../domain/stateMachine.ts'
import { createLimiter } from '../../../lib/concurrency.ts'
import type { Log } from '../../../log.ts'
import type { GenerationRepository } from '../records/generationRepository.ts'
import { reportOddCost, settleMade } from '../records/settlement.ts'
import type { ProviderDirectory } from '../routing/providers.ts'
import type { RenderTimes, RenderTimesKeeper } from './renderTimes.ts'

/** What becomes of a render that has finished. */
export interface FinishedVideos {
  /**
   * Saves that there is a video, stores its bytes, and then saves the success with result and settlement in one write. While
   * the fetch fails, the generation goes on being polled, since a poll brings a fresh address.
   */
  store(generation: Generation, found: Found): Promise<void>
  /** The video was made and paid for, and cannot be stored: its link is better than nothing. */
  handOutLink(generation: Generation, found: Found): Promise<void>
}

interface FinishedVideosDependencies {
  readonly providers: ProviderDirectory
  readonly results: Results
  readonly repository: Pick<GenerationRepository, 'open' | 'transient' | 'save' | 'saveWithRetry'>
  readonly renderTimes: Pick<RenderTimes, 'record'>
  readonly renderTimesKeeper: Pick<RenderTimesKeeper, 'noteChange'>
  readonly advance: (saved: Generation) => void
  readonly dispatch: () => void
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
}

const fetchesAtOnce = 4
/** After this long only the provider's link is delivered. Each poll brings a fresh one until then. */
const patience = { usual: minutes(30), foreignHost: minutes(2) }

type Fetched = Pick<Result, 'url' | 'hash' | 'size'>

const isMoney = (cost: number | undefined) => microDollars.safeParse(cost).success

export function createFinishedVideos(dependencies: FinishedVideosDependencies): FinishedVideos {
  const { providers, results, repository, renderTimes, advance, clock, log } = dependencies
  const { transient } = repository
  const limited = createLimiter(fetchesAtOnce)

  const findProvider = ({ provider }: Generation): Provider | undefined => providers.find(provider)

  /** Learns from a render that a poll has just found finished, where it is known when it was not finished yet. */
  function recordRenderTime(generation: Generation): void {
    if (!isRunning(generation)) return
    const { id, request, submittedAt } = generation
    const model = renderKindOf(providers.catalogue, generation)
    const { unfinishedAt = submittedAt } = transient.get(id)
    const finished = { after: Math.max(unfinishedAt - submittedAt, 0), by: clock.now() - submittedAt }
    // Where it was not polled for long, or it was overdue, the time says nothing about the usual.
    const isUsual = finished.by < model.overdueAfter
    if (isUsual && renderTimes.record(model, request.duration, finished)) dependencies.renderTimesKeeper.noteChange()
  }

  /** What the provider says, saved before anything is done with it: from now on the video is not lost. */
  function saveFound(id: string, { cost, ...rest }: Found): Promise<Generation> {
    // What is no amount of money cannot be saved; the next poll brings it again.
    const found = { ...rest, ...(isMoney(cost) && { cost }) }
    return repository.saveWithRetry(id, (current) => {
      const isKnown = current.found?.videoUrl === found.videoUrl && current.found.cost === found.cost
      return current.state === 'running' && !isKnown ? { ...current, found } : undefined
    })
  }

  /** The bytes, or how long it is worth going on trying. */
  async function fetchResult(generation: Generation, url: string): Promise<Fetched | { patience: number }> {
    const provider = findProvider(generation)
    if (provider === undefined) return { patience: patience.usual }
    try {
      return await limited(() => results.fetch(url, provider))
    } catch (error) {
      log.warn({ error, generationId: generation.id }, 'A finished video could not be fetched')
      return { patience: error instanceof ResultAtForeignHost ? patience.foreignHost : patience.usual }
    }
  }

  async function endRendered(id: string, { cost, notSafeForWork }: Found, fetched?: Fetched): Promise<Generation> {
    const now = clock.now()
    const saved = await repository.saveWithRetry(id, (current) => {
      if (current.state !== 'running') return undefined
      const settled = { found: undefined }
      return fetched === undefined
        ? finish(current, 'failed', now, settleMade(providers.catalogue, current, cost), {
            ...settled,
            failure: { kind: 'resultUnavailable' },
          })
        : finish(current, 'succeeded', now, settleMade(providers.catalogue, current, cost), {
            ...settled,
            result: { ...fetched, notSafeForWork },
          })
    })
    reportOddCost({ catalogue: providers.catalogue, log }, saved, cost, 'succeeded')
    const milliseconds = now - (saved.submittedAt ?? saved.createdAt)
    log.info({ generationId: id, provider: saved.provider, state: saved.state, milliseconds }, 'A generation ended')
    return saved
  }

  /** What the file says about itself, once the success is saved. Without it the video is shown all the same. */
  async function learnFacts({ id, result }: Generation): Promise<void> {
    if (result?.hash === undefined) return
    const facts = await results.readFacts(result.hash)
    await repository
      .save(id, (current) => current.result && { ...current, result: { ...current.result, ...facts } })
      .catch((error: unknown) => log.warn({ error, generationId: id }, 'The facts of a video could not be saved'))
  }

  async function handOutLink(generation: Generation, found: Found): Promise<void> {
    const { id } = generation
    const provider = findProvider(generation)
    const canShow = results.mayShow(found.videoUrl, provider ?? { resultHosts: [] })
    log.error({ generationId: id }, 'A finished video could not be kept; only its link is delivered')
    advance(await endRendered(id, found, canShow ? { url: found.videoUrl } : undefined))
  }

  return {
    handOutLink,
    async store(generation, { videoUrl, cost, notSafeForWork }) {
      const { id } = generation
      const state = transient.get(id)
      if (!state.isRendered) {
        state.isRendered = true
        recordRenderTime(generation)
        dependencies.dispatch()
      }
      const found = { videoUrl, notSafeForWork, ...(cost !== undefined && { cost }) }
      await saveFound(id, found)
      const fetched = await fetchResult(generation, videoUrl)
      if ('patience' in fetched) {
        const now = clock.now()
        state.fetchFailingSince ??= now
        state.pollFailures += 1
        if (now - state.fetchFailingSince >= fetched.patience) await handOutLink(generation, found)
        return
      }
      const saved = await endRendered(id, found, fetched)
      await learnFacts(saved)
      advance(repository.open.get(id) ?? saved)
    },
  }
}
