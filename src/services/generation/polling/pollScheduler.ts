import { minutes } from '../../../domain/clock.ts'
import type { Generation } from '../../../domain/generation.ts'
import { renderKindOf } from '../../../domain/models.ts'
import { isFinal } from '../../../domain/stateMachine.ts'
import type { Timers } from '../../../lib/timers.ts'
import type { Log } from '../../../log.ts'
import type { GenerationRepository } from '../records/generationRepository.ts'
import type { ProviderHealth } from '../routing/providerHealth.ts'
import type { ProviderDirectory } from '../routing/providers.ts'
import { computeLeeway, longestLeeway, nextPollDelay, type PollMoment } from './pollPlan.ts'
import type { RenderTimes } from './renderTimes.ts'

/** When which generation is polled. */
interface PollRounds {
  /**
   * Plans the next poll; a known plan is replaced. It may come so much earlier (the leeway, in milliseconds) when others are
   * polled.
   */
  plan(generationId: string, delay: number, leeway?: number): void
  isPlanned(generationId: string): boolean
  drop(generationId: string): void
}

interface PollRoundsDependencies {
  readonly clock: Pick<Timers, 'now' | 'after'>
  /** Polls all that are due together. */
  readonly poll: (generationIds: readonly string[]) => void
}

interface Plan {
  readonly at: number
  readonly leeway: number
}

/** No poll is planned further ahead; a plan that seems so was made before the clock was set back. */
const farthest = minutes(15)
/** Plans are kept in slots of this length, so that a round looks at the nearest two only. */
const slotLength = longestLeeway

const slotOf = (at: number) => Math.floor(at / slotLength)

/** One timer for all open generations. */
export function createPollRounds({ clock, poll }: PollRoundsDependencies): PollRounds {
  const slots = new Map<number, Map<string, Plan>>()
  const slotsOfIds = new Map<string, number>()
  let wakeAt: number | undefined
  let cancelWake = () => {}

  function remove(id: string): void {
    const slot = slotsOfIds.get(id)
    if (slot === undefined) return
    slotsOfIds.delete(id)
    const plans = slots.get(slot)
    plans?.delete(id)
    if (plans?.size === 0) slots.delete(slot)
  }

  /** There are never more slots than the farthest plan needs, whatever the number of plans. */
  function findDue(now: number): string[] {
    const near = slotOf(now) + 1
    const strange = slotOf(now + farthest) + 1
    return [...slots].flatMap(([slot, plans]) => {
      if (slot < slotOf(now) || slot > strange) return [...plans.keys()]
      if (slot > near) return []
      return [...plans].filter(([, { at, leeway }]) => at - leeway <= now).map(([id]) => id)
    })
  }

  function findNext(): number | undefined {
    if (slots.size === 0) return undefined
    const [first] = [...slots.keys()].sort((one, other) => one - other)
    const plans = first === undefined ? [] : [...(slots.get(first)?.values() ?? [])]
    return plans.reduce((soonest, { at }) => Math.min(soonest, at), Number.POSITIVE_INFINITY)
  }

  function wake(): void {
    wakeAt = undefined
    const due = findDue(clock.now())
    for (const id of due) remove(id)
    if (due.length > 0) poll(due)
    const next = findNext()
    if (next !== undefined) wakeNoLaterThan(next)
  }

  function wakeNoLaterThan(at: number): void {
    const now = clock.now()
    // One in the past sleeps on: the clock was set ahead.
    if (wakeAt !== undefined && wakeAt <= at && wakeAt >= now) return
    cancelWake()
    wakeAt = Math.min(at, wakeAt ?? at)
    cancelWake = clock.after(Math.max(wakeAt - now, 0), wake)
  }

  return {
    plan(generationId, delay, leeway = 0) {
      remove(generationId)
      const at = clock.now() + Math.min(delay, farthest)
      const slot = slotOf(at)
      const plans = slots.get(slot) ?? new Map<string, Plan>()
      plans.set(generationId, { at, leeway: Math.min(leeway, slotLength) })
      slots.set(slot, plans)
      slotsOfIds.set(generationId, slot)
      wakeNoLaterThan(at)
    },
    isPlanned: (generationId) => slotsOfIds.has(generationId),
    drop: remove,
  }
}

/** When a running generation is polled, and when it is late. */
export interface PollScheduler {
  /** Plans the next poll of a running generation, as learned from earlier ones. */
  schedule(generation: Generation): void
  pollNow(generationId: string): void
  isScheduled(generationId: string): boolean
  drop(generationId: string): void
  /** Tells the person once that it takes longer than it should, and frees the slot. */
  markOverdue(generationId: string): Promise<void>
}

interface PollSchedulerDependencies {
  readonly rounds: PollRounds
  readonly providers: ProviderDirectory
  readonly repository: Pick<GenerationRepository, 'open' | 'transient' | 'save'>
  readonly health: Pick<ProviderHealth, 'restLeft'>
  readonly renderTimes: Pick<RenderTimes, 'planFor'>
  /** A schedule that is kept to the moment; the learned one unless given. */
  readonly fixedDelay: ((moment: PollMoment) => number) | undefined
  readonly dispatch: () => void
  readonly show: (generation: Generation) => void
  readonly fraction: () => number
  readonly clock: Pick<Timers, 'now' | 'after'>
  readonly log: Log
}

export function createPollScheduler(dependencies: PollSchedulerDependencies): PollScheduler {
  const { rounds, providers, repository, health, renderTimes, fixedDelay, clock, log } = dependencies

  return {
    schedule(generation) {
      const { id, provider: providerId, request, submittedAt, stateSince } = generation
      if (providerId === undefined) return
      const model = renderKindOf(providers.catalogue, { ...generation, provider: providerId })
      const provider = providers.find(providerId)
      const isShared = (provider?.pollsPerRequest ?? 1) > 1
      const delay = (fixedDelay ?? nextPollDelay)({
        model,
        plan: renderTimes.planFor(model, request.duration),
        elapsed: clock.now() - (submittedAt ?? stateSince),
        failures: repository.transient.get(id).pollFailures,
        fraction: dependencies.fraction(),
        companions: isShared ? repository.open.holders(providerId).size : 1,
      })
      const rest = health.restLeft(providerId)
      const mayComeAlong = isShared && delay >= rest && fixedDelay === undefined
      rounds.plan(id, Math.max(delay, rest), mayComeAlong ? computeLeeway(delay) : 0)
    },
    pollNow: (id) => rounds.plan(id, 0),
    isScheduled: rounds.isPlanned,
    drop: rounds.drop,
    async markOverdue(id) {
      const generation = repository.open.get(id)
      if (generation?.provider === undefined || generation.submittedAt === undefined) return
      if (generation.overdueSince !== undefined || isFinal(generation)) return
      const now = clock.now()
      const { provider, submittedAt } = generation
      if (now - submittedAt < renderKindOf(providers.catalogue, { ...generation, provider }).overdueAfter) return
      const saved = await repository.save(id, (current) =>
        isFinal(current) || current.overdueSince !== undefined ? undefined : { ...current, overdueSince: now },
      )
      if (isFinal(saved)) return
      log.warn({ generationId: id, provider }, 'A generation is overdue')
      dependencies.show(saved)
      dependencies.dispatch()
    },
  }
}
