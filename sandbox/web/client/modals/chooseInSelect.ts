import type { JsonObject } from '../../../discord/json.ts'

export interface Choosing {
  readonly values: readonly string[]
  /** The list can be shut. */
  readonly isDone: boolean
}

/** What is chosen in a select after somebody has pressed an option. A full select takes nothing more. */
export function chooseInSelect(
  { max_values: most, required }: JsonObject,
  chosen: readonly string[],
  value: string,
): Choosing {
  const isChosen = chosen.includes(value)
  if (typeof most !== 'number' || most <= 1) {
    return { values: isChosen && required === false ? [] : [value], isDone: true }
  }
  if (isChosen) return { values: chosen.filter((each) => each !== value), isDone: false }
  return { values: chosen.length < most ? [...chosen, value] : chosen, isDone: false }
}
