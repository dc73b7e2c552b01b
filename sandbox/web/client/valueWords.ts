const megabyte = 1024 * 1024

/** What Discord's client says of values it does not send. */
export const valueWords = {
  required: 'This option is required. Specify a value.',
  requiredField: 'This field is required',
  value: 'Not a valid value',
  choice: 'Not a valid choice',
  integer: 'Not a valid integer',
  number: 'Not a valid number',
  boolean: 'Not a valid boolean',
  text: 'Not a valid string',
  reference: 'Not a valid value',
  fewest: (least: number) => `Select at least ${least}`,
  most: (most: number) => `Select at most ${most}`,
  atLeast: (least: number) => `Must be at least ${least}`,
  atMost: (most: number) => `Must be at most ${most}`,
  shortest: (least: number) => `Must be at least ${least} characters`,
  longest: (most: number) => `Must be ${most} or fewer in length`,
  file: 'Not a valid file',
  fileType: (types: readonly string[]) => `Must be one of the following file types: ${types.join(', ')}`,
  tooPowerful: (limit: number) => `Your files are too powerful. Max file size: ${Math.floor(limit / megabyte)} MB`,
} as const
