import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface BotProcess {
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
}

/** Starts a bot in a process of its own. What it logs goes nowhere, what it complains of is seen. */
export function runBot({ script, options = [], variables = {}, directory }: BotCommand): BotProcess {
  const child = spawn(process.execPath, [fileURLToPath(new URL(script, import.meta.url)), ...options], {
    cwd: directory,
    env: { ...variables },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const gone = once(child, 'exit')
  // Whatever ends the benchmark ends its bots, before anything removes their folders.
  const kill = () => child.kill('SIGKILL')
  process.prependOnceListener('exit', kill)
  return {
    async stop() {
      child.kill('SIGKILL')
      await gone
      process.off('exit', kill)
    },
  }
}
