import { z } from 'zod'
import { type Clock, days, hours, minutes } from '../../domain/clock.ts'
import { type Collection, type CollectionDefinition, StaleVersion, type Store } from '../../domain/contracts/store.ts'
import { computeBackOff, createTimers } from '../../lib/timers.ts'
import type { Log } from '../../log.ts'

/** Something that is to be done at a time, by this process or a later one. */
const task = z.object({
  version: z.number().int().nonnegative(),
  /** Which handler does it. */
  kind: z.string(),
  /** To which of several things of that kind; empty where there is one. */
  subject: z.string(),
  /** Milliseconds since the epoch. */
  dueAt: z.number().int(),
  /** How often it has failed since it was last done. */
  failures: z.number().int().nonnegative(),
})
type Task = z.infer<typeof task>

const scheduledTasks: CollectionDefinition<Task> = { name: 'schedule', schema: task, indexed: ['dueAt'] }

type TaskOutcome = { readonly kind: 'done' } | { readonly kind: 'again'; readonly at: number }

/** Does what is due. It may be called again for the same task where the process ended in between. What it throws is tried again. */
export type TaskHandler = (subject: string) => Promise<TaskOutcome>

interface ScheduleDependencies {
  readonly store: Pick<Store, 'collection'>
  /** By the kind of task that is planned. */
  readonly handlers?: Readonly<Record<string, TaskHandler>>
  /** Those that have a task always: due at once where none is planned. */
  readonly standing?: Readonly<Record<string, TaskHandler>>
  readonly clock: Clock
  readonly log: Log
}

interface Schedule {
  /** Saves that the task is to be done at that time. One that is planned already stays as it is. Throws StoreFailure. */
  plan(kind: string, subject: string, at: number): Promise<void>
  /** Does what is due, now and from now on. */
  start(): void
  /** Begins nothing more. What is under way is due again after its claim. */
  stop(): void
}

/** Whoever has begun a task has so long for it. Afterwards it is due again: that process is gone. */
const claimLength = minutes(10)
const retries = { first: minutes(1), longest: hours(6) }
/** A task that another process plans is seen after so long at the latest. */
const longestPause = hours(1)
/** A newer version has planned it, and may come back. */
const unknownKindPause = days(1)
const mostAtOnce = 10
/** What has a task always is never planned further ahead than this. */
const longestStandingPause = days(1)

const keyOf = ({ kind, subject }: Pick<Task, 'kind' | 'subject'>) => `${kind}/${subject}`

/**
 * What is to be done at a time, whatever ends the process until then: saved with the moment at which it is due. Whoever begins a
 * task first saves that it is due later, which only one can do; where the process dies over it, it is due again by itself.
 */
export function createSchedule({ store, handlers, standing = {}, clock, log }: ScheduleDependencies): Schedule {
  const known = { ...handlers, ...standing }
  const timers = createTimers(clock)
  let isStopped = false
  let cancelNext = () => {}
  let looking = Promise.resolve()

  async function change(tasks: Collection<Task>, next: Task): Promise<Task | undefined> {
    try {
      return await tasks.update(keyOf(next), next)
    } catch (error) {
      // Somebody else has begun it, or planned it anew.
      if (error instanceof StaleVersion) return undefined
      throw error
    }
  }

  async function save(kind: string, subject: string, at: number, latest = Number.POSITIVE_INFINITY): Promise<void> {
    const tasks = await store.collection(scheduledTasks)
    const key = keyOf({ kind, subject })
    const planned = await tasks.get(key)
    if (planned === undefined) await tasks.put(key, { version: 0, kind, subject, dueAt: at, failures: 0 })
    else if (planned.dueAt > latest) await change(tasks, { ...planned, dueAt: at })
  }

  /** At each look: what was planned by a clock that ran ahead would not be due for years. */
  async function planStanding(): Promise<void> {
    const now = clock.now()
    for (const kind of Object.keys(standing)) await save(kind, '', now, now + longestStandingPause)
  }

  async function handle(claimed: Task, handler: TaskHandler): Promise<{ failures: number; outcome: TaskOutcome }> {
    try {
      return { failures: 0, outcome: await handler(claimed.subject) }
    } catch (error) {
      const failures = claimed.failures + 1
      const at = clock.now() + computeBackOff(retries, failures, 0)
      if (!isStopped) log.error({ task: keyOf(claimed), again: new Date(at), error }, 'A scheduled task failed')
      return { failures, outcome: { kind: 'again', at } }
    }
  }

  async function run(tasks: Collection<Task>, due: Task): Promise<void> {
    const handler = known[due.kind]
    const claimed = await change(tasks, {
      ...due,
      dueAt: clock.now() + (handler === undefined ? unknownKindPause : claimLength),
    })
    if (claimed === undefined || handler === undefined) return
    const { failures, outcome } = await handle(claimed, handler)
    if (isStopped) return
    if (outcome.kind === 'done') await tasks.delete(keyOf(claimed))
    else await change(tasks, { ...claimed, dueAt: outcome.at, failures })
  }

  /** Does what is due, and returns how long nothing else will be. */
  async function runDue(tasks: Collection<Task>): Promise<number> {
    for (;;) {
      const due = await tasks.find({ field: 'dueAt', to: clock.now(), limit: mostAtOnce })
      if (due.length === 0) break
      for (const each of due) {
        if (isStopped) return longestPause
        await run(tasks, each)
      }
    }
    const [next] = await tasks.find({ field: 'dueAt', limit: 1 })
    return next === undefined ? longestPause : Math.min(longestPause, Math.max(0, next.dueAt - clock.now()))
  }

  async function tick(): Promise<void> {
    cancelNext()
    let pause = retries.first
    try {
      await planStanding()
      pause = await runDue(await store.collection(scheduledTasks))
    } catch (error) {
      if (!isStopped)
        log.error({ error }, 'The schedule could not be read or written, which is tried again in a minute')
    }
    cancelNext = timers.after(pause, wake)
  }

  /** One look at a time: what comes meanwhile has one of its own afterwards. */
  function wake(): void {
    looking = looking.then(tick)
  }

  return {
    async plan(kind, subject, at) {
      await save(kind, subject, at)
      timers.after(Math.max(0, at - clock.now()), wake)
    },
    start: wake,
    stop() {
      isStopped = true
      timers.clear()
    },
  }
}
