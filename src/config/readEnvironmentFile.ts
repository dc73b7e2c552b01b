import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'

/** The variables of a `.env` file; none where there is no such file. Throws where it cannot be read. */
export function readEnvironmentFile(file: string): Record<string, string | undefined> {
  try {
    // A mark at the beginning, as editors on Windows leave it, would become part of the first name.
    return parseEnv(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    // A folder of this name belongs to some other tool.
    if (code === 'ENOENT' || code === 'EISDIR') return {}
    throw error
  }
}
