import type { Report } from '../../../sandbox/bot/orders.ts'
import type { Generation } from '../../../src/domain/generation.ts'
import type { Records } from './readRecords.ts'

/** The open generations, as a process reports its writes. */
export interface OpenBook {
  hear(report: Report): void
  all(): readonly Generation[]
}

export function createOpenBook({ open, finished }: Records): OpenBook {
  const closed = new Set(finished.map(({ id }) => id))
  const records = new Map(open.flatMap((record) => (closed.has(record.id) ? [] : [[record.id, record]])))
  return {
    hear(report) {
      if (report.kind !== 'write' || report.moment === 'before') return
      if (report.write.name === 'removed') records.delete(report.write.generationId)
      else if (report.record !== undefined) records.set(report.write.generationId, report.record)
    },
    all: () => [...records.values()],
  }
}
