import { subscribe } from 'node:diagnostics_channel'
import type { ClientRequest } from 'node:http'
import { setImmediate as nextTurn, setTimeout as realPause } from 'node:timers/promises'
import { createFakeTimers } from './createFakeTimers.ts'

export interface TimeMachine {
  now(): number
  /** Counts an asynchronous task of the process (a write to the store, say), so that time waits for it. */
  track<T>(task: Promise<T>): Promise<T>
  /** Moves the time timer by timer, letting real input and output finish in between, until the condition holds. */
  until(condition: () => boolean): Promise<void>
  advance(milliseconds: number): Promise<void>
}

/** Turns of the event loop without anything under way after which the process counts as quiet. */
const quietTurns = 12
/** Turns with something under way after which they become slower: another thread needs the processor more than we do. */
const impatience = 50
/** Time moves in steps of this at the most, so that what cannot be counted misses little of it. */
const longestStep = 1_000
/** Nothing that is measured takes so long. */
const patience = 24 * 60 * 60_000

/** `FSReqCallback`, `FSReqPromise`, and `CloseReq` of a file handle; and a process of the bot's that works. */
const elsewhere = /^(FSReq|CloseReq|ProcessWrap)/

/**
 * One faked time for everything in this process, from now on: it moves only while nothing is under way, so that nothing but
 * waiting takes time, however slow the machine. Requests are counted through the channels of undici, and of
 * Node's own client.
 *
 * @see https://github.com/nodejs/undici/blob/v6.x/docs/docs/api/DiagnosticsChannel.md
 */
export function createTimeMachine(start: number): TimeMachine {
  const timers = createFakeTimers(start)
  const underWay = new Set<unknown>()
  const ended = (message: unknown) => underWay.delete((message as { request: unknown }).request)
  subscribe('undici:request:create', (message) => underWay.add((message as { request: unknown }).request))
  subscribe('undici:request:trailers', ended)
  subscribe('undici:request:error', ended)
  subscribe('http.client.request.start', (message) => {
    const { request } = message as { request: ClientRequest }
    underWay.add(request)
    request.once('close', () => underWay.delete(request))
  })

  const isBusy = () => underWay.size > 0 || process.getActiveResourcesInfo().some((name) => elsewhere.test(name))

  async function settle(): Promise<void> {
    let busyTurns = 0
    for (let quiet = 0; quiet < quietTurns; quiet += 1) {
      await nextTurn()
      if (!isBusy()) continue
      quiet = -1
      busyTurns += 1
      if (busyTurns > impatience) await realPause(1)
    }
  }

  const step = (end: number) => timers.moveTo(Math.min(timers.findNext() ?? end, Date.now() + longestStep, end))

  async function until(condition: () => boolean, end = Date.now() + patience): Promise<void> {
    for (;;) {
      await settle()
      if (condition()) return
      if (Date.now() >= end) throw new Error('What is waited for never comes')
      step(end)
    }
  }

  return {
    now: () => Date.now(),
    async track(task) {
      underWay.add(task)
      return task.finally(() => underWay.delete(task))
    },
    until: (condition) => until(condition),
    advance(milliseconds) {
      const end = Date.now() + milliseconds
      return until(() => Date.now() >= end, end)
    },
  }
}
