import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** In bytes, after the garbage was collected. */
export interface Memory {
  readonly resident: number
  readonly heap: number
}

export interface Use extends Memory {
  /** Milliseconds since its start, before the garbage was collected for this. */
  readonly processor: number
}

export interface BotProcess {
  readonly pid: number
  /** Only of one that was started for it. */
  measureUse(): Promise<Use>
  /** Resolves when the process is gone. */
  stop(): Promise<void>
}

export interface BotCommand {
  /** Of the built script, relative to this file. */
  readonly script: string
  readonly options?: readonly string[]
  /** All that it sees of an environment. */
  readonly variables?: Readonly<Record<string, string>>
  /** Where it runs: no `.env` must be there. */
  readonly directory: string
  readonly isMemoryMeasured?: boolean
}

const locate = (script: string) => fileURLToPath(new URL(script, import.meta.url))

/** Starts a bot in a process of its own. What it logs goes nowhere, what it complains of is seen. */
export function runBot({ script, options = [], variables = {}, directory, isMemoryMeasured }: BotCommand): BotProcess {
  const flags = isMemoryMeasured === true ? ['--expose-gc', '--import', locate('./reportMemory.js')] : []
  const child = spawn(process.execPath, [...flags, locate(script), ...options], {
    cwd: directory,
    env: { ...variables },
    stdio: ['ignore', 'ignore', 'inherit', ...(isMemoryMeasured === true ? ['ipc' as const] : [])],
  })
  const gone = once(child, 'exit')
  // Whatever ends the benchmark ends its bots, before anything removes their folders.
  const kill = () => child.kill('SIGKILL')
  process.prependOnceListener('exit', kill)
  return {
    pid: child.pid ?? 0,
    async measureUse() {
      child.send('measure')
      const [use] = await once(child, 'message')
      return use as Use
    },
    async stop() {
      child.kill('SIGKILL')
      await gone
      process.off('exit', kill)
    },
  }
}
