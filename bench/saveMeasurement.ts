import { mkdir, writeFile } from 'node:fs/promises'
import { availableParallelism, cpus } from 'node:os'
import { join } from 'node:path'
import type { Measurement } from './benchmark.ts'

/** Writes the measurement, and on what it was made, to a file of its own; returns its path. */
export async function saveMeasurement(folder: string, name: string, at: Date, measured: Measurement): Promise<string> {
  const path = join(folder, `${name}-${at.toISOString().replaceAll(/[:.]/g, '-')}.json`)
  const machine = {
    node: process.version,
    platform: process.platform,
    cpu: cpus()[0]?.model,
    cores: availableParallelism(),
  }
  await mkdir(folder, { recursive: true })
  await writeFile(path, `${JSON.stringify({ name, at, machine, ...measured }, null, 2)}\n`)
  return path
}
