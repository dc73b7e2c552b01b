export interface DescribedStatus {
  readonly tone: 'waiting' | 'good' | 'refused' | 'bad'
  /** In the width of three digits. */
  readonly short: string
  /** For whoever does not see the colour. */
  readonly words: string
}

/** How a request went. */
export function describeStatus(status: number | undefined): DescribedStatus {
  if (status === undefined) return { tone: 'waiting', short: '···', words: 'not answered yet' }
  if (status === 0) return { tone: 'bad', short: 'cut', words: 'the connection was cut' }
  const short = String(status)
  if (status >= 500) return { tone: 'bad', short, words: `${status}, an error of the server` }
  if (status >= 400) return { tone: 'refused', short, words: `${status}, refused` }
  return { tone: 'good', short, words: `${status}, done` }
}
