import { type ChildProcess, fork } from 'node:child_process'
import type { LiveOrder, LiveReport, LiveSetup } from '../../bot/orders.ts'
import type { BotState } from '../protocol.ts'

export interface BotProcessOptions {
  /** The compiled `sandbox/bot/live.js`. */
  readonly entry: string
  /** Where it runs: a folder without an `.env` of the person. */
  readonly directory: string
  /** Its whole environment. */
  readonly variables: Readonly<Record<string, string>>
  /** How far its time has to be ahead of the true one when it starts, in milliseconds. */
  readonly ahead: () => number
  readonly onState: (state: BotState) => void
  /** A request for which nobody let the bot connect. */
  readonly onUnreached: (request: { readonly method: string; readonly path: string }) => void
  /** Where its log goes; nowhere if absent. */
  readonly logTo?: { write(text: string): unknown } | undefined
}

/** The real bot in a process of its own, which can die at any moment. */
export interface BotProcess {
  readonly state: BotState
  /** Why it is not serving, where it ended by itself. */
  readonly problem: string | undefined
  /** Resolves with the state when it serves, or when it does not. At once where it runs already. */
  start(): Promise<BotState>
  /** Without a chance to do anything more. Resolves when it is gone. */
  kill(): Promise<void>
  /** In order. Resolves when it is gone, after some seconds in any case. */
  stop(): Promise<void>
  /** Resolves when it waits for no answer, or is gone. */
  settle(): Promise<void>
  /** Whether everybody has had their videos of the day; also for a bot that starts later. */
  useUpAllowance(isUsedUp: boolean): Promise<void>
  /** Puts its time forward; resolves when it has done so, or is gone. */
  putForward(ahead: number): Promise<void>
}

/** More than the bot's own promise to end. */
const patience = 10_000
const longestProblem = 2_000

export function createBotProcess(options: BotProcessOptions): BotProcess {
  const { entry, directory, variables, onState, logTo } = options
  let child: ChildProcess | undefined
  let ended: Promise<void> = Promise.resolve()
  let started: Promise<BotState> = Promise.resolve('stopped')
  let state: BotState = 'stopped'
  /** What we did to it, so that its end is no surprise. */
  let ending: 'stopped' | 'killed' | undefined
  let problem: string | undefined
  let isAllowanceUsedUp = false
  /** Who waits for which report. */
  const waiting = new Map<() => void, LiveReport['kind']>()

  function enter(next: BotState): void {
    if (state === next) return
    state = next
    onState(next)
  }

  function wake(isAnswered: (kind: LiveReport['kind']) => boolean): void {
    for (const [resolve, kind] of waiting) {
      if (!isAnswered(kind)) continue
      waiting.delete(resolve)
      resolve()
    }
  }

  async function order(what: LiveOrder, answer: LiveReport['kind']): Promise<void> {
    const told = child
    if (told?.connected !== true) return
    await new Promise<void>((resolve) => {
      waiting.set(resolve, answer)
      // It may have died a moment ago.
      told.send(what, () => undefined)
    })
  }

  function spawn(): Promise<BotState> {
    const setup: LiveSetup = { ahead: options.ahead(), isAllowanceUsedUp }
    const spawned = fork(entry, [JSON.stringify(setup)], {
      cwd: directory,
      env: { ...variables },
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    let errors = ''
    let refusal: string | undefined
    child = spawned
    ending = undefined
    problem = undefined
    enter('starting')
    spawned.stdout?.on('data', (chunk: Buffer) => logTo?.write(chunk.toString()))
    spawned.stderr?.on('data', (chunk: Buffer) => {
      errors = (errors + chunk.toString()).slice(-longestProblem)
      logTo?.write(chunk.toString())
    })
    return new Promise((resolve) => {
      ended = new Promise((gone) => {
        const end = (why: string) => {
          if (child !== spawned) return
          child = undefined
          if (ending === undefined) problem = refusal ?? (errors.trim() || why)
          enter(ending ?? 'failed')
          wake(() => true)
          resolve(state)
          gone()
        }
        spawned.once('error', (error) => end(error.message))
        // Its output has been read by then.
        spawned.once('close', (code, signal) => end(`The bot ended with ${signal ?? `code ${code}`}`))
      })
      spawned.on('message', (report: LiveReport) => {
        wake((kind) => kind === report.kind)
        if (report.kind === 'serving' && ending === undefined) {
          enter('serving')
          resolve(state)
        }
        if (report.kind === 'unreached') options.onUnreached(report)
        if (report.kind === 'refused') {
          refusal = report.message
          // It ends when it is alone.
          if (spawned.connected) spawned.disconnect()
        }
      })
    })
  }

  async function end(how: 'stopped' | 'killed'): Promise<void> {
    const dying = child
    if (dying === undefined) return
    ending = how
    dying.kill(how === 'killed' ? 'SIGKILL' : 'SIGTERM')
    const lastResort = setTimeout(() => dying.kill('SIGKILL'), patience)
    await ended
    clearTimeout(lastResort)
  }

  return {
    get state() {
      return state
    },
    get problem() {
      return problem
    },
    async start() {
      if (child !== undefined && ending === undefined) return started
      await ended
      if (child === undefined) started = spawn()
      return started
    },
    kill: () => end('killed'),
    stop: () => end('stopped'),
    settle: () => order({ kind: 'settle' }, 'settled'),
    useUpAllowance(isUsedUp) {
      isAllowanceUsedUp = isUsedUp
      return order({ kind: 'useUpAllowance', isUsedUp }, 'allowanceUsedUp')
    },
    putForward: (ahead) => order({ kind: 'putForward', ahead }, 'putForward'),
  }
}
