import { createEnvironment, type Environment } from './createEnvironment.ts'
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
 * The variables of this process over those of the file `.env` in the working directory, where there is one. A blank variable
 * does not hide the file's. The only reader of `process.env`.
 */
export function readProcessEnvironment(file = '.env'): Variables {
  const own = Object.entries(process.env).filter(([, text]) => text?.trim() !== '')
  return { ...readEnvironmentFile(file), ...Object.fromEntries(own) }
}
