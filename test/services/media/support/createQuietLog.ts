import type { Log } from '../../../../src/log.ts'

export interface QuietLog extends Log {
  readonly lines: { level: string; facts: unknown; sentence: unknown }[]
}

/** Remembers what would have been written. */
export function createQuietLog(): QuietLog {
  const lines: QuietLog['lines'] = []
  const write = (level: string) => (facts: unknown, sentence?: unknown) => {
    lines.push({ level, facts, sentence })
  }
  const log: QuietLog = {
    lines,
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: () => log,
  }
  return log
}
