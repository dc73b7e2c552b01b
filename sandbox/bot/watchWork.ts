import { subscribe } from 'node:diagnostics_channel'
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

/**
 * Counts requests through the channels of undici, and of Node's own client.
 * @see https://github.com/nodejs/undici/blob/v6.x/docs/docs/api/DiagnosticsChannel.md
 */
export function watchWork(): WorkWatch {
  const requests = new Set<unknown>()
  let tracked = 0
  let changes = 0
  const ended = (message: unknown) => {
    changes += 1
    requests.delete((message as { request: unknown }).request)
  }
  subscribe('undici:request:create', (message) => {
    changes += 1
    requests.add((message as { request: unknown }).request)
  })
  subscribe('undici:request:trailers', ended)
  subscribe('undici:request:error', ended)
  subscribe('http.client.request.start', (message) => {
    const { request } = message as { request: ClientRequest }
    changes += 1
    requests.add(request)
    request.once('close', () => ended({ request }))
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
      for (let quiet = 0; quiet < quietTurns; quiet += 1) {
        await nextTurn()
        if (changes === seen && tracked === 0 && !isBusyOnDisk() && !isBusyElsewhere()) continue
        seen = changes
        quiet = -1
        if (tracked > 0) await sleep(1)
      }
      return requests.size
    },
  }
}

/** `FSReqCallback`, `FSReqPromise`, and `CloseReq` of a file handle, which waits for a thread as the others do. */
const diskRequest = /^(FSReq|CloseReq)/

/** Whether this process waits for its disk. */
export const isBusyOnDisk = (): boolean => process.getActiveResourcesInfo().some((name) => diskRequest.test(name))

/** Whether a process that was started by this one works for it: the bot keeps nobody alive by one that has nothing to do. */
export const isBusyElsewhere = (): boolean => process.getActiveResourcesInfo().includes('ProcessWrap')
