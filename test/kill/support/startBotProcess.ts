import { fork } from 'node:child_process'
import { inject } from 'vitest'
import type { Hold, Order, Report, Setup, Write } from '../../../sandbox/bot/orders.ts'

export interface BotProcessOptions {
  readonly variables: Readonly<Record<string, string | undefined>>
  readonly setup: Setup
  readonly onReport: (report: Report) => void
}

export interface Quiet {
  /** Requests of the bot that are not answered. */
  readonly requests: number
  readonly nextTimerAt?: number
}

export interface Held {
  readonly hold: Hold
  readonly write: Write
}

export interface Ending {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** A bot in a process of its own, whose time is in our hands. */
export interface BotProcess {
  readonly isServing: boolean
  readonly isOver: boolean
  /** What it said instead of serving. */
  readonly refusal: string | undefined
  /** How often it found that another process has its store; each time it tries again a second of its time later. */
  readonly leaseRefusals: number
  readonly held: readonly Held[]
  readonly log: readonly string[]
  /** Moves its clock, and resolves when it has done what follows; with nothing when it is gone. */
  moveTo(time: number): Promise<Quiet | undefined>
  release(generationId: string): void
  signal(signal: NodeJS.Signals): void
  /** Resolves when it is gone. */
  readonly ended: Promise<Ending>
}

export function startBotProcess({ variables, setup, onReport }: BotProcessOptions): BotProcess {
  const child = fork(inject('bot'), [JSON.stringify(setup)], {
    cwd: inject('build'),
    // The flags of the tests are none of its business.
    execArgv: [],
    env: Object.fromEntries(Object.entries(variables).filter(([, text]) => text !== undefined)) as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const held: Held[] = []
  const log: string[] = []
  const answers = new Map<number, (quiet: Quiet | undefined) => void>()
  let count = 0
  let isServing = false
  let isOver = false
  let leaseRefusals = 0
  let refusal: string | undefined
  let errors = ''

  child.stdout?.on('data', (chunk: Buffer) => log.push(...chunk.toString().split('\n').filter(Boolean)))
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  child.on('message', (report: Report) => {
    if (report.kind === 'serving') isServing = true
    if (report.kind === 'leaseHeld') leaseRefusals += 1
    if (report.kind === 'refused') refusal = report.message
    if (report.kind === 'held') held.push(report)
    if (report.kind === 'quiet') {
      answers.get(report.number)?.(report)
      answers.delete(report.number)
    }
    onReport(report)
  })
  const ended = new Promise<Ending>((resolve) => {
    child.once('exit', (code, signal) => {
      isOver = true
      if (signal === null && code !== 0) log.push(`The process ended with code ${code}: ${errors}`)
      for (const answer of answers.values()) answer(undefined)
      resolve({ code, signal })
    })
  })

  function tell(order: Order): void {
    // It may have died a moment ago.
    if (child.connected) child.send(order, () => undefined)
  }

  return {
    get isServing() {
      return isServing
    },
    get isOver() {
      return isOver
    },
    get refusal() {
      return refusal
    },
    get leaseRefusals() {
      return leaseRefusals
    },
    held,
    log,
    async moveTo(time) {
      if (isOver) return undefined
      count += 1
      const number = count
      const answered = new Promise<Quiet | undefined>((resolve) => answers.set(number, resolve))
      tell({ kind: 'advance', number, to: time })
      return answered
    },
    release(generationId) {
      const place = held.findIndex(({ write }) => write.generationId === generationId)
      if (place !== -1) held.splice(place, 1)
      tell({ kind: 'release', generationId })
    },
    signal: (signal) => void child.kill(signal),
    ended,
  }
}
