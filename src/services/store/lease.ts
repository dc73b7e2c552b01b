import { type Clock, seconds } from '../../domain/clock.ts'
import { type Lease, LeaseHeld, StoreFailure } from '../../domain/contracts/store.ts'
import type { Log } from '../../log.ts'
import type { Table } from './connection.ts'
import { toStoreFailure } from './failures.ts'

/** Finds out whether the holder of a lease lives, without asking what time it is anywhere. */
export interface LeaseWatch {
  /**
   * Notes how the lease stands now. Whoever holds it changes it with each heartbeat: one that stands unchanged for its own length
   * has no holder any more, however far ahead its end may be. Returns such a one.
   */
  look(name: string, standing: string, milliseconds: number): string | undefined
  stop(): void
}

interface Sight {
  readonly standing: string
  isSilent: boolean
  readonly cancel: () => void
}

/** The clock is used for lengths only: it may be put while it waits, and another machine's may be wrong. */
export function createLeaseWatch(clock: Clock): LeaseWatch {
  const sights = new Map<string, Sight>()

  function begin(name: string, standing: string, milliseconds: number): void {
    sights.get(name)?.cancel()
    const cancel = clock.after(milliseconds, () => {
      sight.isSilent = true
    })
    const sight: Sight = { standing, isSilent: false, cancel }
    sights.set(name, sight)
  }

  return {
    look(name, standing, milliseconds) {
      const seen = sights.get(name)
      if (seen?.standing !== standing) begin(name, standing, milliseconds)
      else if (seen.isSilent) return standing
      return undefined
    },
    stop() {
      for (const { cancel } of sights.values()) cancel()
      sights.clear()
    },
  }
}

export interface StoreLease extends Lease {
  /** Asks the database whether the lease is still ours, and renews it if so. Throws what the driver throws. */
  renew(): Promise<boolean>
}

interface LeaseDependencies {
  readonly table: Pick<Table, 'name' | 'query'>
  readonly name: string
  /** How long the lease outlives a holder that died. */
  readonly milliseconds: number
  /** Sees from one attempt to the next whether the present holder lives. */
  readonly watch: LeaseWatch
  readonly clock: Clock
  readonly log: Log
}

/**
 * Takes the lease, or throws LeaseHeld.
 *
 * Keyv has no atomic update, so this is SQL: a single statement that looks at the end of the present lease and takes its place,
 * which SQLite never lets two connections do at once. The row is never deleted, so that the fencing number only grows, and
 * whoever finds another number than its own has lost the lease. Renewing asks for the number and not for the time: a
 * heartbeat that comes late, while nobody else came, goes on.
 *
 * The end of a lease is a time of its holder's clock, which may have been ahead, or ours was put back since: a lease that was
 * seen to stand still for its own length is taken whatever its end, provided that it stands so still.
 */
export async function takeLease(dependencies: LeaseDependencies): Promise<StoreLease> {
  const { table, name, milliseconds, watch, clock, log } = dependencies
  const startedAt = clock.now()
  const [present] = await table.query(`SELECT value FROM ${table.name} WHERE key = ?`, name)
  const silent = present && watch.look(name, String(present.value), milliseconds)
  const taken = await table.query(
    `INSERT INTO ${table.name} (key, value) VALUES (?1, json_object('fencing', 1, 'expiresAt', ?2))
     ON CONFLICT (key) DO UPDATE
       SET value = json_object('fencing', json_extract(value, '$.fencing') + 1, 'expiresAt', ?2)
       WHERE json_extract(value, '$.expiresAt') <= ?3 OR value = ?4
     RETURNING json_extract(value, '$.fencing') AS fencing`,
    name,
    startedAt + milliseconds,
    startedAt,
    silent ?? null,
  )
  if (taken[0] === undefined) throw new LeaseHeld(name)
  watch.stop()
  const fencing = Number(taken[0].fencing)

  let heldUntil = startedAt + milliseconds
  let state: 'kept' | 'lost' | 'released' = 'kept'
  let renewal: Promise<boolean> | undefined
  const listeners: (() => void)[] = []

  /** Whether the row still carries our number. */
  async function setExpiry(expiresAt: number): Promise<boolean> {
    const renewed = await table.query(
      `UPDATE ${table.name} SET value = json_object('fencing', ?1, 'expiresAt', ?2)
       WHERE key = ?3 AND json_extract(value, '$.fencing') = ?1 RETURNING key`,
      fencing,
      expiresAt,
      name,
    )
    return renewed.length > 0
  }

  async function renewOnce(): Promise<boolean> {
    const renewedUntil = clock.now() + milliseconds
    const isOurs = await setExpiry(renewedUntil)
    if (isOurs) heldUntil = renewedUntil
    else {
      state = 'lost'
      log.error({ lease: name, fencing }, 'Another process has taken the lease')
      for (const listener of listeners) listener()
    }
    return isOurs
  }

  /** One renewal at a time: whoever asks meanwhile gets the same answer. */
  async function renew(): Promise<boolean> {
    if (state !== 'kept') return false
    renewal ??= renewOnce().finally(() => {
      renewal = undefined
    })
    return renewal
  }

  let cancelBeat = () => {}
  function scheduleBeat(): void {
    cancelBeat = clock.after(Math.floor(milliseconds / 3), () => {
      renew()
        .catch((error: unknown) => log.warn({ lease: name, error }, 'The lease could not be renewed'))
        .finally(() => {
          if (state === 'kept') scheduleBeat()
        })
    })
  }
  scheduleBeat()

  return {
    fencing,
    onLost(listener) {
      listeners.push(listener)
    },
    isHeld: () => state === 'kept' && clock.now() < heldUntil,
    renew,
    async release() {
      if (state !== 'kept') return
      state = 'released'
      cancelBeat()
      try {
        // A renewal under way would write its later end over ours.
        await renewal?.catch(() => undefined)
        await setExpiry(0)
      } catch (error) {
        throw toStoreFailure('written', error)
      }
    },
  }
}

const retryInterval = seconds(1)
/** As long as a start waits for the lease of the process before it. */
const mostTries = 20
/** How long every version's lease outlives a holder that died. */
const leaseLength = seconds(15)

/** Tries until it returns true, while a process of an earlier version has the store. Throws StoreFailure where that one stays. */
export async function untilUnused(clock: Clock, attempt: () => Promise<boolean>): Promise<void> {
  for (let tries = 1; !(await attempt()); tries += 1) {
    if (tries >= mostTries) {
      throw new StoreFailure('The store cannot be opened: another process of an earlier version is using it')
    }
    await new Promise<void>((resolve) => void clock.after(retryInterval, resolve))
  }
}

/**
 * Takes every lease from whoever had it, so that a process of an earlier version that comes back can write no more. Throws LeaseHeld
 * where a holder lives. To be called with the write lock taken.
 */
export async function endLeases({ query }: Pick<Table, 'query'>, watch: LeaseWatch, now: number): Promise<void> {
  for (const { key, value, until } of await query(
    `SELECT key, value, json_extract(value, '$.expiresAt') AS until FROM leases`,
  )) {
    const isSilent = watch.look(String(key), String(value), leaseLength) !== undefined
    if (Number(until) > now && !isSilent) throw new LeaseHeld(String(key))
  }
  await query(`UPDATE leases SET value = json_object('fencing', json_extract(value, '$.fencing') + 1, 'expiresAt', 0)`)
}
