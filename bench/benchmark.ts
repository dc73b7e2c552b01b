/** What a benchmark measured: a table for people and everything for later comparison. */
export interface Measurement {
  /** What was measured, how often and in what unit, in a sentence. */
  readonly caption: string
  readonly columns: readonly string[]
  readonly rows: readonly Row[]
  /** Written to the file beside the table. */
  readonly details: Readonly<Record<string, unknown>>
}

export interface Row {
  readonly label: string
  readonly cells: readonly string[]
}

export interface BenchmarkOptions {
  /** Smaller and shorter, to see that it works. */
  readonly isQuick: boolean
  /** How many ask at once, where that is measured; each benchmark has its own number. */
  readonly people?: number
  /** A line for whoever waits. */
  readonly say: (line: string) => void
}

/** One file per benchmark, listed in `benchmarks.ts`. */
export interface Benchmark {
  /** For the command line and the name of the file. */
  readonly name: string
  measure(options: BenchmarkOptions): Promise<Measurement>
}
