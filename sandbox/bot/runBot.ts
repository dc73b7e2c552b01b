import { fileURLToPath } from 'node:url'
import { fetch } from 'undici'
import { createApp } from '../../src/app.ts'
import { formatProblems, readSettings } from '../../src/config/readEnvironment.ts'
import type { Clock } from '../../src/domain/clock.ts'
import type { Store } from '../../src/domain/contracts/store.ts'
import type { Caps } from '../../src/domain/policy.ts'
import { createLog } from '../../src/log.ts'
import { StartFailure } from '../../src/process/lifetime.ts'
import { providerDefinitions } from '../../src/services/providers/registry.ts'
import { createSystemIdentifiers } from '../../src/system.ts'
import { createProcessPool } from './createProcessPool.ts'

/** How a start went. */
export type StartReport =
  | { readonly kind: 'serving' }
  /** One line for the operator. */
  | { readonly kind: 'refused'; readonly message: string }

export interface BotRun {
  readonly clock: Clock
  readonly decorateStore?: (store: Store, caps: Caps) => Store
  readonly report: (report: StartReport) => void
}

/** The bot as src/index.ts has it, but as a child: it tells its parent how the start went, and it ends with its parent. */
export async function runBot({ clock, decorateStore, report }: BotRun): Promise<void> {
  const reading = readSettings(providerDefinitions)
  if (!reading.ok) throw new Error(formatProblems(reading.problems))
  const { environment } = reading
  const app = createApp({
    environment,
    clock,
    identifiers: createSystemIdentifiers(),
    fetch,
    startMediaProcess: createProcessPool(),
    mediaWorker: fileURLToPath(new URL('../../src/mediaWorker.js', import.meta.url)),
    log: createLog({ level: environment.logLevel, secrets: environment.secrets }),
    ...(decorateStore !== undefined && {
      decorateStore: (store: Store) => decorateStore(store, environment.policy.caps),
    }),
    onStoreLost: () => process.exit(1),
  })
  process.on('SIGTERM', () => void app.stop().then(() => process.exit(0)))
  try {
    await app.start()
    report({ kind: 'serving' })
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error
    report({ kind: 'refused', message: error.message })
  }
}
