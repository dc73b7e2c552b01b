import type { Environment } from './config/readEnvironment.ts'
import type { Clock } from './domain/clock.ts'
import type { Media } from './domain/contracts/media.ts'
import type { Store } from './domain/contracts/store.ts'
import type { Log } from './log.ts'
import { createDraftReferences, draftRecords, keepDraftsFor } from './services/drafts/drafts.ts'
import { copyRecords } from './services/history/copies.ts'
import { historyViews } from './services/history/history.ts'
import { preferenceRecords } from './services/preferences/preferences.ts'
import { presetRecords } from './services/preferences/presets.ts'
import { createNeededFiles } from './services/privacy/neededFiles.ts'
import { createPrivacy } from './services/privacy/privacy.ts'
import { reportRecords } from './services/reports/reports.ts'
import { auditEntries } from './services/servers/audit.ts'
import { blockRecords } from './services/servers/blocks.ts'
import { adminPanels } from './services/servers/panels.ts'
import { threadPosts, threadRecords } from './services/threads/threads.ts'

/** What is kept of people beside their generations. */
const personalCollections = [
  ...[draftRecords, historyViews, copyRecords, preferenceRecords, adminPanels],
  ...[reportRecords, blockRecords, auditEntries, presetRecords, threadRecords, threadPosts],
]

interface PrivacyFoundations {
  readonly environment: Pick<Environment, 'recordRetention' | 'media'>
  readonly store: Pick<Store, 'collection' | 'archive' | 'generations'>
  readonly media: Pick<Media, 'delete'>
  /** Saves that what is left of a deletion is to go at that time. */
  readonly planRest: (subject: string, at: number) => Promise<void>
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
}

/** What is kept of a person, for the bot and for the operator's commands alike, so that both hand out and delete the same. */
export function composePrivacy({ environment, store, media, planRest, clock, log }: PrivacyFoundations) {
  const { recordRetention } = environment
  return createPrivacy({
    store,
    collections: personalCollections,
    media,
    files: createNeededFiles({ generations: store.generations, drafts: createDraftReferences({ store }) }),
    keptFor: {
      records: recordRetention,
      media: environment.media.retention,
      drafts: keepDraftsFor(recordRetention),
    },
    plan: planRest,
    clock,
    log,
  })
}
