import type { SpecificationIssue, SpecificationSchema } from 'discord-api-spec/zod'
import { isObject } from '../json.ts'
import { badLength, type FormError, type FormPath, formError, requiredField } from './formError.ts'

/**
 * Checks a body against Discord's published specification, and for keys that the specification does not know: Discord
 * ignores those silently, which hides a misspelt one. `extraKeys` are known at the top level all the same.
 */
export function checkSpecification(
  schema: SpecificationSchema,
  body: unknown,
  extraKeys: readonly string[] = [],
): FormError[] {
  const parsed = schema.safeParse(body)
  if (!parsed.success) return parsed.error.issues.flatMap((issue) => describeIssue(issue, body, []))
  const known = isObject(body) ? Object.fromEntries(extraKeys.map((key) => [key, body[key]])) : {}
  return findUnknownKeys(body, isObject(parsed.data) ? { ...parsed.data, ...known } : parsed.data, [])
}

function findUnknownKeys(given: unknown, understood: unknown, path: FormPath): FormError[] {
  if (Array.isArray(given) && Array.isArray(understood)) {
    return given.flatMap((item, index) => findUnknownKeys(item, understood[index], [...path, index]))
  }
  if (!isObject(given) || !isObject(understood)) return []
  return Object.entries(given).flatMap(([key, value]) =>
    key in understood
      ? findUnknownKeys(value, understood[key], [...path, key])
      : [formError([...path, key], 'UNKNOWN_FIELD', `Discord knows no field "${key}" here.`)],
  )
}

function describeIssue(issue: SpecificationIssue, body: unknown, prefix: FormPath): FormError[] {
  const path = [...prefix, ...issue.path]
  const value = valueAt(body, path)
  if (issue.code === 'invalid_union') return describeUnion(issue, body, path, value)
  if (issue.code === 'invalid_type' && value === undefined) return [requiredField(path)]
  if ((issue.code === 'too_big' || issue.code === 'too_small') && issue.origin !== 'number') {
    return [badLength(path, issue.minimum ?? 0, issue.maximum ?? Number.MAX_SAFE_INTEGER)]
  }
  if (issue.code === 'too_big') return [formError(path, 'NUMBER_TYPE_MAX', `Must be at most ${issue.maximum}.`)]
  if (issue.code === 'too_small') return [formError(path, 'NUMBER_TYPE_MIN', `Must be at least ${issue.minimum}.`)]
  if (issue.code === 'invalid_value') {
    if (value === undefined) return [requiredField(path)]
    return [formError(path, 'BASE_TYPE_CHOICES', `Value must be one of ${JSON.stringify(issue.values)}.`)]
  }
  if (issue.format === 'url') return [formError(path, 'URL_TYPE_INVALID_URL', 'Not a well formed URL.')]
  return [formError(path, 'BASE_TYPE_INVALID', `Must be a valid ${issue.expected ?? issue.format ?? 'value'}.`)]
}

/** The specification's unions are told apart by `type`: only the errors of the branch that was meant are of interest. */
function describeUnion(issue: SpecificationIssue, body: unknown, path: FormPath, value: unknown): FormError[] {
  if (value === undefined) return [requiredField(path)]
  const branches = issue.errors ?? []
  const isOtherType = (each: SpecificationIssue) => each.path.length === 1 && each.path[0] === 'type'
  const meant = branches.find((branch) => branch.length > 0 && !branch.some(isOtherType))
  if (isObject(value) && meant !== undefined) return meant.flatMap((each) => describeIssue(each, body, path))
  if (!isObject(value)) return [formError(path, 'UNION_TYPE_CHOICES', 'Value has none of the possible forms.')]
  const types = branches.flatMap((branch) => branch.find(isOtherType)?.values ?? [])
  return [formError([...path, 'type'], 'BASE_TYPE_CHOICES', `Value must be one of ${JSON.stringify(types)}.`)]
}

function valueAt(body: unknown, path: FormPath): unknown {
  return path.reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return value[Number(key)]
    return isObject(value) ? value[key] : undefined
  }, body)
}
