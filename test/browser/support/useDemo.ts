import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'
import { launchBrowser } from '../../../sandbox/browser/launchBrowser.ts'
import { startWebDemo, type WebDemo, type WebDemoOptions } from '../../../sandbox/web/server/webDemo.ts'
import { readProcessEnvironment } from '../../../src/config/readEnvironment.ts'

/** The demo, and a page that somebody looks at. */
export interface OpenedDemo {
  readonly page: Page
  readonly testbed: WebDemo['testbed']
  readonly address: string
  /** What went wrong in the page so far: empty at the end, or the test fails. */
  readonly complaints: string[]
  /** Ends the demo; the page stays open. */
  stop(): Promise<void>
}

export interface DemoOptions
  extends Pick<WebDemoOptions, 'port' | 'queueMilliseconds' | 'renderMilliseconds' | 'variables'> {
  /** In place of the real bot: the path of an entry. */
  readonly botEntry?: string
  /** The window, touch, and what else the browser is told. */
  readonly browser?: BrowserContextOptions
}

export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
}

/**
 * Opens demos for the tests of a file, each with everything of its own, and proves that nothing went wrong in any. A shared
 * one goes on from test to test, and only the page is a new one each time.
 */
export function useDemo({ isShared = false } = {}): { open(options?: DemoOptions): Promise<OpenedDemo> } {
  let browser: Browser
  let shared: Promise<StartedDemo> | undefined
  const closers: (() => Promise<void>)[] = []
  const lastClosers: (() => Promise<void>)[] = []

  beforeAll(async () => {
    const { PATH = '' } = readProcessEnvironment()
    browser = await launchBrowser(PATH)
  })
  afterEach(() => closeAll(closers))
  afterAll(async () => {
    lastClosers.unshift(() => browser?.close())
    await closeAll(lastClosers)
  })

  return {
    async open({ botEntry, browser: context = {}, ...others } = {}) {
      const start = () => startDemo(botEntry, others, isShared ? lastClosers : closers)
      if (isShared) shared ??= start()
      const { address, testbed, stop } = await (shared ?? start())
      const tab = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...context })
      const page = await tab.newPage()
      const complaints = watchPage(page)
      closers.push(async () => {
        await tab.close()
        expect(complaints).toEqual([])
      })
      await page.goto(address)
      return { page, testbed, address, complaints, stop }
    },
  }
}

/** Closes in the opposite order. What is found at one of them is no reason to leave the others open. */
async function closeAll(closers: (() => Promise<void>)[]): Promise<void> {
  const problems: unknown[] = []
  for (const close of closers.splice(0).reverse()) await close().catch((problem: unknown) => problems.push(problem))
  if (problems.length > 0) throw problems[0]
}

type StartedDemo = Pick<OpenedDemo, 'testbed' | 'address' | 'stop'>

async function startDemo(
  botEntry: string | undefined,
  others: Omit<DemoOptions, 'botEntry' | 'browser'>,
  closers: (() => Promise<void>)[],
): Promise<StartedDemo> {
  const build = inject('build')
  const directory = await mkdtemp(join(tmpdir(), 'kling-browser-'))
  closers.push(() => rm(directory, { recursive: true, force: true }))
  const defects: unknown[] = []
  const demo = await startWebDemo({
    pageDirectory: join(build, 'sandbox/web/page'),
    botEntry: botEntry ?? join(build, 'sandbox/bot/live.js'),
    directory,
    renderMilliseconds: Number.POSITIVE_INFINITY,
    queueMilliseconds: 0,
    ...others,
    // What people may have is tested elsewhere.
    variables: { MAX_PER_PERSON_PER_DAY: '50', BUDGET_PERSON_DAY: 'unlimited', ...others.variables },
    onDefect: (error) => defects.push(error),
  })
  let isStopped = false
  const stop = async () => {
    if (isStopped) return
    isStopped = true
    const { violations, unknownRoutes, defects: broken } = demo.testbed.discord
    await demo.close()
    expect({ violations, unknownRoutes, broken, defects }).toEqual({
      violations: [],
      unknownRoutes: [],
      broken: [],
      defects: [],
    })
  }
  closers.push(stop)
  return { address: demo.address, testbed: demo.testbed, stop }
}

/** What the browser complains about, and whatever it asks of anybody but this machine. */
function watchPage(page: Page): string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    if (protocol.startsWith('http') && hostname !== '127.0.0.1') complaints.push(`Asked for ${request.url()}`)
  })
  return complaints
}
