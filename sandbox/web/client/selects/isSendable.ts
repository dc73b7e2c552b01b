import type { SelectRules } from './readSelect.ts'

/** Whether Discord's client sends a choice when the list closes: it is allowed, and something else than before. */
export function isSendable(
  chosen: readonly string[],
  before: readonly string[],
  { fewest, most }: Pick<SelectRules, 'fewest' | 'most'>,
): boolean {
  const isSame = chosen.length === before.length && chosen.every((value) => before.includes(value))
  return !isSame && chosen.length >= fewest && chosen.length <= most
}
