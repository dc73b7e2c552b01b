import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import type { Problem, Variables } from './variables.ts'

interface EnvironmentFile {
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

/** Whatever begins as one of ours in our file was meant for us, unless other programs have such variables, too. */
const sharedPrefixes: readonly string[] = ['DATABASE_', 'DISCORD_', 'LOG_']

/** Names that resemble these are common: other programs have a `DATABASE_URI` or a `LOGLEVEL`. */
const commonNames = /^(?:DATABASE|LOG)_/

/** More letters than this apart, and two names have nothing to do with each other. */
const mostDifferent = 2

interface GivenNames {
  /** The variables of the process, many of which belong to others. */
  readonly process: Variables
  /** Those of the file `.env`, and its text. */
  readonly file: Variables
  readonly text: string
}

/**
 * Settings that are not in force although somebody set them: a budget under a wrong name leaves the usual one in its place.
 * A variable of the process that only resembles one of ours may be another program's, and is let pass where ours is set too.
 */
export function findMisspelt(names: readonly string[], { process, file, text }: GivenNames): Problem[] {
  const isKnown = (name: string) => names.includes(name)
  const ofFile = Object.keys(file)
    .filter((name) => !isKnown(name))
    .flatMap((name) => {
      const meant = findMeant(names, name)
      return meant.length > 0 ? describeUnknown(name, `Write ${meant.join(' or ')}, or take the line out.`) : []
    })
  const ofProcess = Object.keys(process)
    .filter((name) => !isKnown(name))
    .flatMap((name) => {
      const nearest = findNearest(names, name)
      const isSet = process[nearest.name] !== undefined || file[nearest.name] !== undefined
      const isOurs = nearest.distance <= mostDifferent && !isSet && !commonNames.test(nearest.name)
      if (!isOurs) return []
      return describeUnknown(name, `Set ${nearest.name} instead; beside it, if ${name} is for another program.`)
    })
  const withoutSign = names
    .filter(
      (name) =>
        file[name] === undefined && new RegExp(`^\\s*(?:export\\s+)?${name}(?:\\s*:|[ \\t]+[^=\\s])`, 'm').test(text),
    )
    .map((name) => ({
      variable: name,
      problem: 'stands in the file .env without an equals sign',
      fix: `Write it like ${name}=value.`,
    }))
  return [...ofFile, ...ofProcess, ...withoutSign]
}

function describeUnknown(name: string, fix: string): Problem[] {
  return [{ variable: name, problem: 'is not a setting of this bot', fix }]
}

/** The settings that a name in our own file may stand for. */
function findMeant(names: readonly string[], name: string): readonly string[] {
  const nearest = findNearest(names, name)
  if (nearest.distance <= mostDifferent) return [nearest.name]
  const prefix = /^[A-Z]+_/.exec(name)?.[0]
  if (prefix === undefined || sharedPrefixes.includes(prefix)) return []
  return names.filter((known) => known.startsWith(prefix))
}

function findNearest(names: readonly string[], name: string): { readonly name: string; readonly distance: number } {
  const measured = names.map((known) => ({ name: known, distance: countEdits(name.toUpperCase(), known) }))
  return measured.reduce((best, each) => (each.distance < best.distance ? each : best))
}

/** How many letters have to be put in, taken out or replaced. */
function countEdits(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1]
    for (const [place, wanted] of [...other].entries()) {
      const replaced = (row[place] ?? 0) + (letter === wanted ? 0 : 1)
      next.push(Math.min(replaced, (row[place + 1] ?? 0) + 1, (next[place] ?? 0) + 1))
    }
    row = next
  }
  return row[other.length] ?? 0
}
