import { fileURLToPath } from 'node:url'
import open from 'open'
import { readProcessEnvironment } from '../../src/config/readEnvironment.ts'
import { startWebDemo, type WebDemo } from '../web/server/webDemo.ts'
import { createTemporaryFolder } from './files.ts'
import type { PageOptions } from './options.ts'

const { stdout, stderr } = process

/** The same one at each start, so that a page that is still open finds the new demo. */
const usualPort = 4780

/** Serves the page until a signal comes, and resolves with the exit code. What it made is gone then. */
export async function showPage(options: PageOptions): Promise<number> {
  const folder = createTemporaryFolder()
  const ending = listenForSignals()
  try {
    const demo = await start(options, folder.path)
    if (!ending.hasCome) {
      stdout.write(introduce(demo.address))
      if (options.opens && hasDesktop(lookAround())) await show(demo.address)
    }
    await ending.signal
    await demo.close()
    return 0
  } catch (error) {
    if (!isPortRefused(error)) throw error
    stderr.write(`Port ${options.port} cannot be used here. Without --port a free one is found.\n`)
    return 2
  } finally {
    folder.remove()
  }
}

/** Whoever asks twice does not want to wait. The bot ends with this process in any case. */
function listenForSignals(): { readonly hasCome: boolean; readonly signal: Promise<void> } {
  let hasCome = false
  const signal = new Promise<void>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(name, () => {
        if (hasCome) process.exit(1)
        hasCome = true
        resolve()
      })
    }
  })
  return {
    get hasCome() {
      return hasCome
    },
    signal,
  }
}

const start = ({ port, locale, log }: PageOptions, directory: string): Promise<WebDemo> =>
  startWebDemo({
    pageDirectory: fileURLToPath(new URL('../web/page', import.meta.url)),
    botEntry: fileURLToPath(new URL('../bot/live.js', import.meta.url)),
    directory,
    port,
    preferredPort: usualPort,
    locale,
    logTo: log ? stderr : undefined,
    onDefect: complain,
  })

/** Taken, or below those that everybody may use. */
const isPortRefused = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')

const introduce = (address: string): string => `Kling videos in Discord, on this machine:  ${address}

Open the page and type /kling there. The bot is the real one; Discord and the Kling
services are played by sandboxes: nothing leaves this machine, and nothing is paid.

Ctrl-C ends it and leaves nothing behind.
npm run demo -- --terminal  plays one video here in the terminal instead.
`

const lookAround = () => ({
  platform: process.platform,
  variables: readProcessEnvironment(),
  isTerminal: stdout.isTTY,
})

/** A browser that does not open is no misfortune: the address is on the screen. */
async function show(address: string): Promise<void> {
  try {
    const browser = await open(address)
    browser.on('error', () => undefined)
  } catch {
    stdout.write('The browser could not be opened from here.\n')
  }
}

function complain(error: unknown): void {
  stderr.write(`A part of the demo is broken. ${error instanceof Error ? error.stack : String(error)}\n`)
}

/** Where a program runs. */
export interface Surroundings {
  readonly platform: string
  readonly variables: Readonly<Record<string, string | undefined>>
  /** Whether somebody reads what it writes. */
  readonly isTerminal: boolean
}

/** Whether a browser that is opened here is seen by whoever started the program. */
export function hasDesktop({ platform, variables, isTerminal }: Surroundings): boolean {
  if (!isTerminal || variables.CI !== undefined || variables.SSH_CONNECTION !== undefined) return false
  if (platform === 'darwin' || platform === 'win32') return true
  return (variables.DISPLAY ?? '') !== '' || (variables.WAYLAND_DISPLAY ?? '') !== ''
}
