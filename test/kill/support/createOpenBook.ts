import type { Report } from '../../../sandbox/bot/orders.ts'
import type { Generation } from '../../../src/domain/generation.ts'
import { isClosed } from '../../../src/domain/stateMachine.ts'
import type { Records } from './readRecords.ts'

/** The open generations, as a process reports its writes. */
export interface OpenBook {
  hear(report: Report): void
  all(): readonly Generation[]
}

export function createOpenBook({ open }: Records): OpenBook {
  const records = new Map(open.map((record) => [record.id, record]))
  return {
    hear(report) {
      if (report.kind !== 'write' || report.moment === 'before') return
      const isGone = report.write.name === 'removed' || (report.record !== undefined && isClosed(report.record))
      if (isGone) records.delete(report.write.generationId)
      else if (report.record !== undefined) records.set(report.write.generationId, report.record)
    },
    all: () => [...records.values()],
  }
}
