import { fileURLToPath } from 'node:url'
import { createSystemClock } from '../../src/system.ts'
import { UnusableFile } from './command.ts'
import {
  createLiveReporter,
  createPlainReporter,
  type Reporter,
  type ReporterDependencies,
} from './conversation/reporter.ts'
import { createTemporaryFolder, findFolderProblem } from './files.ts'
import type { TerminalOptions } from './options.ts'
import { runDemo } from './runDemo.ts'
import { createPaint } from './terminal/screen.ts'

const { stdout, stderr } = process

function repeat(milliseconds: number, run: () => void): () => void {
  const timer = setInterval(run, milliseconds)
  return () => clearInterval(timer)
}

/** Without a terminal, without colours (NO_COLOR, TERM=dumb) or with a log between its lines, nothing changes in place. */
function createReporter(dependencies: ReporterDependencies, isLogShown: boolean): Reporter {
  const isPlain = !stdout.isTTY || stdout.getColorDepth() === 1 || isLogShown
  const paint = createPaint(stdout.isTTY && stdout.getColorDepth() > 1)
  if (isPlain) return createPlainReporter({ ...dependencies, write: (text) => stdout.write(text), paint })
  return createLiveReporter({ ...dependencies, output: stdout, paint, repeat })
}

/** Plays one command from the first word to the last, and resolves with the exit code. A signal ends the process at once. */
export async function playInTerminal(options: TerminalOptions): Promise<number> {
  // Ending the process ends all of it: bot and sandboxes live in it, and what it leaves behind is removed on the way out.
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.once(signal, () => process.exit(code))
  }
  const problem = findFolderProblem(options.output)
  if (problem !== undefined) {
    stderr.write(`${problem}. --help shows all options.\n`)
    return 2
  }
  const folder = createTemporaryFolder()
  try {
    return await runDemo({
      options,
      directory: folder.path,
      mediaWorker: fileURLToPath(new URL('../../src/mediaWorker.js', import.meta.url)),
      clock: createSystemClock(),
      createReporter(dependencies) {
        const reporter = createReporter(dependencies, options.log)
        process.once('exit', () => reporter.close())
        return reporter
      },
      logTo: options.log ? stderr : undefined,
    })
  } catch (error) {
    if (!(error instanceof UnusableFile)) throw error
    stderr.write(`${error.message}.\n`)
    return 2
  } finally {
    folder.remove()
  }
}
