import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/**
 * Plays a scenario in a process of its own, where time may be faked, and returns what it reports.
 *
 * @param script the built file, relative to this one
 */
export async function runScenario<Report>(script: string, options: unknown): Promise<Report> {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const child = spawn(process.execPath, [path, JSON.stringify(options)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {},
  })
  const kill = () => child.kill('SIGKILL')
  process.prependOnceListener('exit', kill)
  let report: { value: Report } | undefined
  child.on('message', (message) => {
    report = message as { value: Report }
  })
  const [code] = await once(child, 'exit')
  process.off('exit', kill)
  if (code !== 0 || report === undefined) throw new Error(`The scenario ${script} broke off`)
  return report.value
}
