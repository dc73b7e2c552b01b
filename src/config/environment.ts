import { createEnvironment, type Environment } from './createEnvironment.ts'
import { findMisspelt } from './findMisspelt.ts'
import { findProblems, type Problem, type Variables } from './findProblems.ts'
import { readEnvironmentFile } from './readEnvironmentFile.ts'
import { schema } from './schema.ts'
import { variables } from './variables.ts'

export type EnvironmentResult =
  | { readonly ok: true; readonly environment: Environment }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** The texts that count: trimmed, blanks are missing, and what is missing has its default. */
function completeTexts(given: Variables): Record<string, string | undefined> {
  const texts = variables.map(({ name, defaultText }) => {
    const text = given[name]?.trim() || defaultText
    return [name, text === '' ? undefined : text] as const
  })
  return Object.fromEntries(texts)
}

/** Everything the operator set, checked; or all that is wrong with it at once. Never throws. */
export function readEnvironment(given: Variables): EnvironmentResult {
  const texts = completeTexts(given)
  const isOrderGiven = (given.KLING_PROVIDERS ?? '').trim() !== ''
  const problems = findProblems(texts, isOrderGiven)
  if (problems.length > 0) return { ok: false, problems }
  return { ok: true, environment: createEnvironment(schema.parse(texts)) }
}

/**
 * The settings of this process, checked: its variables over those of the file `.env` in the working directory, where there is
 * one. Whatever is wrong with the file or with a name is a problem as well. Never throws.
 */
export function readSettings(file = '.env'): EnvironmentResult {
  const read = readEnvironmentFile(file)
  if (read.problem !== undefined && !read.isFolder) return { ok: false, problems: [read.problem] }
  const own = readOwnVariables()
  const misspelt = findMisspelt({ process: own, file: read.variables, text: read.text })
  const result = readEnvironment({ ...read.variables, ...own })
  if (result.ok && misspelt.length === 0) return result
  const problems = [...(read.problem ? [read.problem] : []), ...misspelt, ...(result.ok ? [] : result.problems)]
  return { ok: false, problems }
}

/** The same variables, unchecked; none of the file where it cannot be read. A blank variable does not hide the file's. */
export function readProcessEnvironment(file = '.env'): Variables {
  return { ...readEnvironmentFile(file).variables, ...readOwnVariables() }
}

/** The only reader of `process.env`. */
function readOwnVariables(): Variables {
  return Object.fromEntries(Object.entries(process.env).filter(([, text]) => text?.trim() !== ''))
}
