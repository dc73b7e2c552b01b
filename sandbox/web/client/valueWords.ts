import { describeSize } from './describeSize.ts'

/**
 * What Discord's client says of values that it does not send. `required`, `general`, "Your files are too powerful" and
 * "Max file size" are seen in the client; the others follow its pattern and its distinctions (a range, a least, a most, an exact
 * length), as their wording is published nowhere.
 */
export const valueWords = {
  required: 'This option is required. Specify a value.',
  requiredField: 'This field is required',
  general: 'Not a valid value',
  choice: 'Not a valid choice',
  integer: 'Not a valid integer',
  number: 'Not a valid number',
  boolean: 'Not a valid boolean',
  numberRange: (least: number | undefined, most: number | undefined) => `Must be ${describeRange(least, most)}`,
  textLength: (least: number | undefined, most: number | undefined) =>
    `Must be ${least === most ? least : describeRange(least, most)} characters`,
  choiceCount: (least: number, most: number) => `Select ${least === most ? least : describeRange(least, most)}`,
  fileCount: (least: number, most: number) => `Upload ${least === most ? least : describeRange(least, most)}`,
  fileType: (types: readonly string[]) => `Not a valid file type. Use ${types.join(', ')}.`,
  tooPowerful: (limit: number) => `Your files are too powerful. Max file size: ${describeSize(limit)}`,
} as const

function describeRange(least: number | undefined, most: number | undefined): string {
  if (least === undefined) return `at most ${most}`
  return most === undefined ? `at least ${least}` : `between ${least} and ${most}`
}
