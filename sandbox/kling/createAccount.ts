import { randomUUID } from 'node:crypto'
import type { SandboxClock } from '../clock.ts'
import { finalStates, type Job, type JobFailure, type ProviderName, type ResultTraits } from './job.ts'
import { type Picture, PictureProblem } from './pictures.ts'
import type { Submission } from './submission.ts'

export type JobEvent = { readonly kind: 'accepted' | 'rendering' | 'finished'; readonly job: Job }

/** How long something takes, in milliseconds; `Infinity` waits until told by hand. */
export type Span = number | ((job: Job) => number)

export interface JobPictures {
  readonly start?: Picture
  readonly end?: Picture
}

export interface AccountOptions {
  readonly provider: ProviderName
  readonly clock: SandboxClock
  readonly queueMilliseconds: Span
  readonly renderMilliseconds: Span
  /** How many jobs render at a time; the others wait. */
  readonly slots: number
  /** Micro-dollars. */
  readonly balance: number
  readonly loadPictures: (submission: Submission) => Promise<JobPictures>
  readonly onEvent: (event: JobEvent) => void
}

export interface Account {
  readonly jobs: readonly Job[]
  /** What may still be spent, jobs under way taken off; micro-dollars. */
  readonly available: number
  accept(submission: Submission, decided?: { failure?: JobFailure; traits?: ResultTraits }): Job
  find(id: string): Job | undefined
  /** The pictures of a job whose pictures were usable. */
  pictures(id: string): Promise<JobPictures>
  /** 1 for the next one, counting strangers' jobs ahead of it. */
  queuePosition(job: Job): number
  /** Waits for the end of a job that is due and still looks at its pictures. */
  settle(id: string): Promise<Job | undefined>
  start(id: string): void
  finish(id: string, traits?: ResultTraits): Promise<Job>
  fail(id: string, failure: JobFailure): Promise<Job>
  /** Takes a queued job out of the queue; false where it is too late. */
  cancel(id: string): boolean
  setBalance(balance: number): void
  close(): void
}

interface Entry {
  job: Job
  ready: boolean
  readyAt: number
  readonly decided: JobFailure | undefined
  readonly pictures: Promise<JobPictures>
  readonly hasPictures: boolean
  stopTimer: () => void
  ending: Promise<void> | undefined
}

/** Strangers' jobs ahead in the queue: one less for each two seconds. */
const strangerMilliseconds = 2_000

/** One provider account: its jobs, its render slots and its money. */
export function createAccount(options: AccountOptions): Account {
  const { clock, onEvent } = options
  const entries = new Map<string, Entry>()
  let balance = options.balance
  let closed = false

  const span = (value: Span, job: Job): number => (typeof value === 'function' ? value(job) : value)
  const all = (): Job[] => [...entries.values()].map((entry) => entry.job)
  const isOpen = (job: Job): boolean => !finalStates.includes(job.state)

  function get(id: string): Entry {
    const entry = entries.get(id)
    if (entry === undefined) throw new Error(`No job ${id} at ${options.provider}`)
    return entry
  }

  function wait(milliseconds: number, run: () => void): () => void {
    return closed || milliseconds === Number.POSITIVE_INFINITY ? () => {} : clock.after(milliseconds, run)
  }

  function startWaiting(): void {
    let free = options.slots - all().filter((job) => job.state === 'rendering').length
    for (const entry of entries.values()) {
      if (free <= 0) return
      if (entry.job.state !== 'queued' || !entry.ready) continue
      free -= 1
      start(entry)
    }
  }

  function start(entry: Entry): void {
    entry.stopTimer()
    entry.job = { ...entry.job, state: 'rendering', startedAt: clock.now() }
    entry.stopTimer = wait(span(options.renderMilliseconds, entry.job), () => void end(entry))
    onEvent({ kind: 'rendering', job: entry.job })
  }

  function conclude(entry: Entry, finishedAt: number, failure: JobFailure | undefined): void {
    if (!isOpen(entry.job)) return
    const charged = failure === undefined ? entry.job.cost : 0
    balance -= charged
    const state = failure === undefined ? 'succeeded' : 'failed'
    entry.job = { ...entry.job, state, finishedAt, charged, ...(failure && { failure }) }
    onEvent({ kind: 'finished', job: entry.job })
    startWaiting()
  }

  async function judge(entry: Entry): Promise<JobFailure | undefined> {
    try {
      await entry.pictures
      return entry.decided
    } catch (error) {
      if (!(error instanceof PictureProblem)) throw error
      return { kind: 'pictureUnusable', message: error.message }
    }
  }

  function end(entry: Entry, failure = entry.decided): Promise<void> {
    entry.stopTimer()
    const finishedAt = clock.now()
    // Without pictures it ends within the same turn, so that a test that turns the clock sees the end at once.
    if (!entry.hasPictures || failure !== undefined) {
      conclude(entry, finishedAt, failure)
      return Promise.resolve()
    }
    entry.ending ??= judge(entry).then((found) => conclude(entry, finishedAt, found))
    return entry.ending
  }

  return {
    get jobs() {
      return all()
    },
    get available() {
      const reserved = all()
        .filter(isOpen)
        .reduce((sum, job) => sum + job.cost, 0)
      return balance - reserved
    },
    accept(submission, decided = {}) {
      const { startPicture, endPicture, otherPictures, ...rest } = submission
      const job: Job = {
        ...rest,
        provider: options.provider,
        state: 'queued',
        acceptedAt: clock.now(),
        charged: 0,
        traits: decided.traits ?? {},
        fileId: randomUUID(),
      }
      const pictures = options.loadPictures(submission)
      // Looked at when the job ends; until then a problem with a picture is nobody's business.
      pictures.catch(() => {})
      const queueTime = span(options.queueMilliseconds, job)
      const entry: Entry = {
        job,
        ready: queueTime <= 0,
        readyAt: job.acceptedAt + queueTime,
        decided: decided.failure,
        pictures,
        hasPictures: startPicture !== undefined || endPicture !== undefined || otherPictures.length > 0,
        stopTimer: () => {},
        ending: undefined,
      }
      entries.set(job.id, entry)
      onEvent({ kind: 'accepted', job })
      if (!entry.ready) {
        entry.stopTimer = wait(queueTime, () => {
          entry.ready = true
          startWaiting()
        })
      }
      startWaiting()
      return entry.job
    },
    find: (id) => entries.get(id)?.job,
    pictures: (id) => get(id).pictures,
    queuePosition(job) {
      const ahead = all()
        .filter((each) => each.state === 'queued')
        .findIndex((each) => each.id === job.id)
      const remaining = (entries.get(job.id)?.readyAt ?? 0) - clock.now()
      const strangers = Number.isFinite(remaining) ? Math.max(0, Math.ceil(remaining / strangerMilliseconds) - 1) : 0
      return ahead + strangers + 1
    },
    async settle(id) {
      await entries.get(id)?.ending
      return entries.get(id)?.job
    },
    start(id) {
      const entry = get(id)
      if (entry.job.state !== 'queued') throw new Error(`Job ${id} is ${entry.job.state}`)
      start(entry)
    },
    async finish(id, traits) {
      const entry = get(id)
      if (entry.job.state === 'queued') start(entry)
      if (traits !== undefined) entry.job = { ...entry.job, traits: { ...entry.job.traits, ...traits } }
      await end(entry)
      return entry.job
    },
    async fail(id, failure) {
      const entry = get(id)
      if (entry.job.state === 'queued') start(entry)
      await end(entry, failure)
      return entry.job
    },
    cancel(id) {
      const entry = get(id)
      if (entry.job.state !== 'queued') return false
      entry.stopTimer()
      entry.job = { ...entry.job, state: 'cancelled', finishedAt: clock.now() }
      onEvent({ kind: 'finished', job: entry.job })
      return true
    },
    setBalance(next) {
      balance = next
    },
    close() {
      closed = true
      for (const entry of entries.values()) entry.stopTimer()
    },
  }
}
