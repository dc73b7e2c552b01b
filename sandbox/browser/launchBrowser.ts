import { type Browser, chromium } from 'playwright-core'
import { findChromium } from './findChromium.ts'

/** Without its own errands to the network: only what is on this machine matters. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Starts an installed Chromium that nobody sees. @param path where programs are looked for, as in `PATH` */
export const launchBrowser = (path: string): Promise<Browser> =>
  chromium.launch({ executablePath: findChromium(path), args: quiet })
