import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { ClientRequest } from 'node:http'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'

/** Knows whether this process is busy. */
export interface WorkWatch {
  /** Counts a piece of work that shows nowhere else. */
  track<T>(work: Promise<T>): Promise<T>
  /** Resolves when nothing has happened for a while, with the number of requests that are still without an answer. */
  untilQuiet(): Promise<number>
}

/** Turns of the event loop in which nothing happens. */
const quietTurns = 12
/** What only Node can tell takes long to ask for; whatever goes on there lasts for more than one turn. */
const turnsPerLook = 3
/** Busy turns after which it waits for others to get ahead, who need the processor more. */
const impatience = 50

export function watchWork(): WorkWatch {
  let tracked = 0
  let changes = 0
  const requests = watchRequests(() => {
    changes += 1
  })

  return {
    async track(work) {
      tracked += 1
      changes += 1
      return work.finally(() => {
        tracked -= 1
        changes += 1
      })
    },
    async untilQuiet() {
      let seen = changes
      await untilNothingHappens(() => {
        const isBusy = changes !== seen || tracked > 0
        seen = changes
        return isBusy
      })
      return requests.count()
    },
  }
}

/** Requests of this process that are without an answer. */
export interface RequestWatch {
  count(): number
  close(): void
}

/**
 * Counts requests through the channels of undici, and of Node's own client.
 * @see https://github.com/nodejs/undici/blob/v6.x/docs/docs/api/DiagnosticsChannel.md
 */
export function watchRequests(onChange = () => {}): RequestWatch {
  const underWay = new Set<unknown>()
  const begin = (message: unknown) => {
    underWay.add((message as { request: unknown }).request)
    onChange()
  }
  const end = (message: unknown) => {
    underWay.delete((message as { request: unknown }).request)
    onChange()
  }
  const beginByNode = (message: unknown) => {
    const { request } = message as { request: ClientRequest }
    begin({ request })
    request.once('close', () => end({ request }))
  }
  const channels = [
    ['undici:request:create', begin],
    ['undici:request:trailers', end],
    ['undici:request:error', end],
    ['http.client.request.start', beginByNode],
  ] as const
  for (const [name, listener] of channels) subscribe(name, listener)
  return {
    count: () => underWay.size,
    close() {
      for (const [name, listener] of channels) unsubscribe(name, listener)
    },
  }
}

/**
 * Resolves when nothing has happened for some turns of the event loop: by the given count, nor in what is
 * asked for less often: on the disk, or in a process that works for this one.
 */
export async function untilNothingHappens(isBusy: () => boolean, isBusyBeyond = isNodeBusy): Promise<void> {
  let busyTurns = 0
  for (let quiet = 1; quiet <= quietTurns; quiet += 1) {
    await nextTurn()
    const isLooking = quiet % turnsPerLook === 0
    if (!isBusy() && !(isLooking && isBusyBeyond())) continue
    quiet = 0
    busyTurns += 1
    if (busyTurns > impatience) await sleep(1)
  }
}

/** `FSReqCallback`, `FSReqPromise`, and `CloseReq` of a file handle, which waits for a thread as the others do. */
const diskRequest = /^(FSReq|CloseReq)/

/** Whether this process waits for its disk, or for a process that has something to do for it. */
export const isNodeBusy = (): boolean =>
  process.getActiveResourcesInfo().some((name) => name === 'ProcessWrap' || diskRequest.test(name))
