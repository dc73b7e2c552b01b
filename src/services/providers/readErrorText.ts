/** Keys under which error bodies say what went wrong. Others are left alone: they may echo the request. */
const tellingKeys = ['code', 'type', 'error_code', 'error_message', 'message', 'msg', 'error', 'detail', 'reason']

/**
 * The words of an error of unknown shape: a string, an object, a list of objects, or any of these inside each other.
 * Empty where there are none.
 */
export function readErrorText(error: unknown, depth = 0): string {
  if (typeof error === 'string') return error
  if (typeof error === 'number') return String(error)
  if (typeof error !== 'object' || error === null || depth > 4) return ''
  const parts = Array.isArray(error)
    ? error
    : tellingKeys.filter((key) => Object.hasOwn(error, key)).map((key) => (error as Record<string, unknown>)[key])
  return parts
    .map((part) => readErrorText(part, depth + 1))
    .filter((part) => part !== '')
    .join(': ')
}
