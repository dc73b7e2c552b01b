import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import type { Problem, Variables } from './problems.ts'

export interface EnvironmentFile {
  readonly variables: Variables
  /** As it is written. */
  readonly text: string
  /** Why it could not be read. */
  readonly problem?: Problem
  /** A folder of this name is that of some other tool, or what Docker makes where it finds no file to mount. */
  readonly isFolder: boolean
}

const nothing: EnvironmentFile = { variables: {}, text: '', isFolder: false }

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'this user may not read it',
  EPERM: 'this user may not read it',
  EISDIR: 'it is a folder',
  ELOOP: 'it is a link that leads to itself',
  EIO: 'the disk does not answer as it should',
}

/** The variables of a `.env` file; none where there is no such file. Never throws. */
export function readEnvironmentFile(file: string): EnvironmentFile {
  let bytes: Buffer
  try {
    bytes = readFileSync(file)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    return code === 'ENOENT' ? nothing : { ...nothing, ...explainFailure(code) }
  }
  // In UTF-16 every second byte of these names is 0, with or without a mark at the beginning.
  if (bytes.includes(0)) return { ...nothing, problem: wrongEncoding }
  // A mark at the beginning, as editors on Windows leave it, would become part of the first name.
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '')
  return { variables: parseEnv(text), text, isFolder: false }
}

function explainFailure(code: string): Pick<EnvironmentFile, 'problem' | 'isFolder'> {
  const fix =
    code === 'EISDIR'
      ? 'Put a file in its place: copy .env.example and fill it in.'
      : 'Give it to the user who starts the bot (chown, chmod 600), or take it out of this folder.'
  return {
    problem: { variable: 'The file .env', problem: `cannot be read: ${reasons[code] ?? code}`, fix },
    isFolder: code === 'EISDIR',
  }
}

const wrongEncoding: Problem = {
  variable: 'The file .env',
  problem: 'is saved as UTF-16, which nothing of it can be read from',
  fix: 'Save it as UTF-8: in Notepad under "Save as", field "Encoding".',
}
