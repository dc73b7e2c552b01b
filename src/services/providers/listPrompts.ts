/**
 * Every text a person wrote that a body carries, found by the keys it goes under. What a provider says about the body
 * may quote it.
 */
export function listPrompts(body: unknown): string[] {
  if (typeof body !== 'object' || body === null) return []
  if (Array.isArray(body)) return body.flatMap(listPrompts)
  return Object.entries(body).flatMap(([key, value]) =>
    typeof value === 'string' && /prompt/i.test(key) ? [value] : listPrompts(value),
  )
}
