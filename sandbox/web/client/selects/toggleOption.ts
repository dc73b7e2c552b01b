import type { SelectRules } from './readSelect.ts'

/** What is chosen after somebody pressed an option: the other one where only one may be, else one more or one less. */
export function toggleOption(
  chosen: readonly string[],
  value: string,
  { fewest, most }: Pick<SelectRules, 'fewest' | 'most'>,
): readonly string[] {
  if (most <= 1) return chosen.includes(value) && fewest === 0 ? [] : [value]
  if (chosen.includes(value)) return chosen.filter((each) => each !== value)
  return chosen.length >= most ? chosen : [...chosen, value]
}
