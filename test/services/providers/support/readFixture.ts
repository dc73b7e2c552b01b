import { readFileSync } from 'node:fs'

const folder = new URL('../../../fixtures/', import.meta.url)

/** An answer as a provider sends it: parsed where it is JSON, as text where it is not. */
export function readFixture(path: string): unknown {
  const text = readFileSync(new URL(path, folder), 'utf8')
  return path.endsWith('.json') ? JSON.parse(text) : text
}
