import type { SeenRequest } from '../protocol.ts'

export interface DescribedStatus {
  readonly tone: 'waiting' | 'good' | 'refused' | 'bad'
  /** In the width of three digits. */
  readonly short: string
  /** For whoever does not see the colour. */
  readonly words: string
}

/** How a request went. */
export function describeStatus(status: SeenRequest['status']): DescribedStatus {
  if (status === undefined) return { tone: 'waiting', short: '···', words: 'not answered yet' }
  if (status === 'unreached') return { tone: 'bad', short: 'off', words: 'the connection was refused' }
  if (status === 0) return { tone: 'bad', short: 'cut', words: 'the connection was cut' }
  const short = String(status)
  if (status >= 500) return { tone: 'bad', short, words: `${status}, an error of the server` }
  if (status >= 400) return { tone: 'refused', short, words: `${status}, refused` }
  return { tone: 'good', short, words: `${status}, done` }
}

const longestText = 240
const longestBody = 20_000

/** The body of a request for reading: JSON over several lines, with long texts (pictures above all) cut short. */
export function writeBody(body: unknown): string {
  const written = JSON.stringify(body, shorten, 2) ?? ''
  return written.length > longestBody
    ? `${written.slice(0, longestBody)}\n… ${count(written.length - longestBody)}`
    : written
}

function shorten(_key: string, value: unknown): unknown {
  if (typeof value !== 'string' || value.length <= longestText) return value
  const kept = longestText / 2
  return `${value.slice(0, kept)}… (${count(value.length - kept)})`
}

const count = (characters: number): string => `${characters.toLocaleString('en')} more characters`
