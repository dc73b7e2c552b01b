import { minutes } from '../../domain/clock.ts'
import { ResultAtForeignHost } from '../../domain/contracts/media.ts'
import type { Provider } from '../../domain/contracts/provider.ts'
import type { Found, Generation, Result } from '../../domain/generation.ts'
import { microDollars } from '../../domain/money.ts'
import { learnFinish } from './learnFinish.ts'
import { finish, reportOddCost, settleMade } from './records/settlement.ts'
import type { Room } from './room.ts'

type Fetched = Pick<Result, 'url' | 'hash' | 'size'>

/** After this long only the provider's link is delivered. Each check brings a fresh one until then. */
const patience = { usual: minutes(30), foreignHost: minutes(2) }

const findProvider = (room: Pick<Room, 'providers'>, { provider }: Generation): Provider | undefined =>
  room.providers.find(({ id }) => id === provider)

const isMoney = (cost: number | undefined) => microDollars.safeParse(cost).success

/** What the provider says, saved before anything is done with it: from now on the video is not lost. */
function saveFound(room: Room, id: string, { cost, ...rest }: Found): Promise<Generation> {
  // What is no amount of money cannot be saved; the next look brings it again.
  const found = { ...rest, ...(isMoney(cost) && { cost }) }
  return room.repository.saveWithRetry(id, (current) => {
    const isKnown = current.found?.videoUrl === found.videoUrl && current.found.cost === found.cost
    return current.state === 'running' && !isKnown ? { ...current, found } : undefined
  })
}

/** The bytes, or how long it is worth going on trying. */
async function fetchResult(room: Room, generation: Generation, url: string): Promise<Fetched | { patience: number }> {
  const provider = findProvider(room, generation)
  if (provider === undefined) return { patience: patience.usual }
  try {
    return await room.fetchGate(() => room.results.fetch(url, provider))
  } catch (error) {
    room.log.warn({ error, generationId: generation.id }, 'A finished video could not be fetched')
    return { patience: error instanceof ResultAtForeignHost ? patience.foreignHost : patience.usual }
  }
}

async function end(room: Room, id: string, { cost, notSafeForWork }: Found, fetched?: Fetched): Promise<Generation> {
  const now = room.clock.now()
  const saved = await room.repository.saveWithRetry(id, (current) => {
    if (current.state !== 'running') return undefined
    const settled = { found: undefined }
    return fetched === undefined
      ? finish(current, 'failed', now, settleMade(room.catalogue, current, cost), {
          ...settled,
          failure: { kind: 'resultUnavailable' },
        })
      : finish(current, 'succeeded', now, settleMade(room.catalogue, current, cost), {
          ...settled,
          result: { ...fetched, notSafeForWork },
        })
  })
  reportOddCost(room, saved, cost, 'succeeded')
  const milliseconds = now - (saved.submittedAt ?? saved.createdAt)
  room.log.info({ generationId: id, provider: saved.provider, state: saved.state, milliseconds }, 'A generation ended')
  return saved
}

/** What the file says about itself, once the success is saved. Without it the video is shown all the same. */
async function learnFacts(room: Room, { id, result }: Generation): Promise<void> {
  if (result?.hash === undefined) return
  const facts = await room.results.readFacts(result.hash)
  await room.repository
    .save(id, (current) => current.result && { ...current, result: { ...current.result, ...facts } })
    .catch((error: unknown) => room.log.warn({ error, generationId: id }, 'The facts of a video could not be saved'))
}

/** The video was made and paid for, and cannot be kept: its link is better than nothing. */
export async function handOutLink(room: Room, generation: Generation, found: Found): Promise<void> {
  const { id } = generation
  const provider = findProvider(room, generation)
  const canShow = room.results.mayShow(found.videoUrl, provider ?? { resultHosts: [] })
  room.log.error({ generationId: id }, 'A finished video could not be kept; only its link is delivered')
  room.proceed(await end(room, id, found, canShow ? { url: found.videoUrl } : undefined))
}

/**
 * Saves that there is a video, keeps its bytes, and then saves the success with result and settlement in one write. While the
 * fetch fails, the generation goes on being checked, since a check brings a fresh address.
 */
export async function takeResult(
  room: Room,
  generation: Generation,
  { videoUrl, cost, notSafeForWork }: Found,
): Promise<void> {
  const { id } = generation
  const note = room.transient.get(id)
  if (!note.isRendered) {
    note.isRendered = true
    learnFinish(room, generation)
    room.dispatch()
  }
  const found = { videoUrl, notSafeForWork, ...(cost !== undefined && { cost }) }
  await saveFound(room, id, found)
  const fetched = await fetchResult(room, generation, videoUrl)
  if ('patience' in fetched) {
    const now = room.clock.now()
    note.fetchFailingSince ??= now
    note.checkFailures += 1
    if (now - note.fetchFailingSince >= fetched.patience) await handOutLink(room, generation, found)
    return
  }
  const saved = await end(room, id, found, fetched)
  await learnFacts(room, saved)
  room.proceed(room.repository.open.get(id) ?? saved)
}
