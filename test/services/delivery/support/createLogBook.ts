import type { Log } from '../../../../src/log.ts'

/** A log that keeps its raw lines, before anything is redacted. */
export function createLogBook() {
  const lines: { level: string; text: string }[] = []
  const write = (level: string) =>
    ((...values: unknown[]) => {
      lines.push({ level, text: values.map((value) => JSON.stringify(value)).join(' ') })
    }) as Log['info']
  const log: Log = {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: () => log,
  }
  return { log, lines }
}
