import type { House } from './startHouse.ts'

interface LogLine {
  readonly level: string
  readonly msg: string
}

/** The sentences of the log that call for the operator, in the order of the alphabet. */
export function listErrors({ logLines }: Pick<House, 'logLines'>): string[] {
  return logLines
    .map((line) => JSON.parse(line) as LogLine)
    .filter(({ level }) => level === 'error' || level === 'fatal')
    .map(({ msg }) => msg)
    .sort()
}
