import { keyFixes, type ProviderName, providers, schema, tokenFix } from './schema.ts'

/** Variable names and their texts, as in `process.env`. */
export type Variables = Readonly<Record<string, string | undefined>>

/** What keeps the bot from starting; said without the value, which may be a key in the wrong place. */
export interface Problem {
  /** The variable, or several: `RUNCOMFY_API_KEY, RUNWARE_API_KEY`. */
  readonly variable: string
  readonly problem: string
  readonly fix: string
}

function keyName(provider: ProviderName) {
  return provider === 'runcomfy' ? 'RUNCOMFY_API_KEY' : 'RUNWARE_API_KEY'
}

function findFieldProblems(texts: Variables): Problem[] {
  const parsed = schema.safeParse(texts)
  return (parsed.error?.issues ?? []).map((issue) => ({
    variable: String(issue.path[0]),
    problem: issue.message,
    // Only the token can be missing altogether.
    fix: issue.code === 'custom' ? String(issue.params?.fix) : tokenFix,
  }))
}

/** What is wrong with keys and providers together. */
function findProviderProblems(texts: Variables, isOrderGiven: boolean): Problem[] {
  if (providers.every((provider) => texts[keyName(provider)] === undefined)) {
    return [
      {
        variable: providers.map(keyName).join(', '),
        problem: 'are both missing: there is nobody to make the videos',
        fix: `Set at least one of them. ${providers.map((provider) => `${keyName(provider)}: ${keyFixes[provider]}`).join(' ')}`,
      },
    ]
  }
  const order = schema.shape.KLING_PROVIDERS.safeParse(texts.KLING_PROVIDERS)
  if (!isOrderGiven || !order.success) return []
  return order.data
    .filter((provider) => texts[keyName(provider)] === undefined)
    .map((provider) => ({
      variable: 'KLING_PROVIDERS',
      problem: `names ${provider}, but ${keyName(provider)} is missing`,
      fix: `Set ${keyName(provider)}, or take ${provider} out of KLING_PROVIDERS. ${keyFixes[provider]}`,
    }))
}

/** All that is wrong with the texts, together. `isOrderGiven`: whether the operator named the providers. */
export function findProblems(texts: Variables, isOrderGiven: boolean): Problem[] {
  return [...findFieldProblems(texts), ...findProviderProblems(texts, isOrderGiven)]
}
