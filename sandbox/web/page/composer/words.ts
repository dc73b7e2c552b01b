/** What the box says by itself, where Discord's client has no words for it or has them elsewhere. */

export const withoutPlace = (command: string, files: readonly { readonly name: string }[]): string =>
  `/${command} has no option left for ${files.map(({ name }) => name).join(', ')}.`

export const filesNeedCommand = 'Files go with a command here. Type / and choose one: it takes the file along.'

export const tooLong = (most: number): string =>
  `Your message is too long. A message has at most ${most.toLocaleString('en')} characters.`

export const notOffered = (command: string): string => `/${command} is not offered here.`

export const outdated = 'This command is outdated, please try again in a few minutes'

export const uploadFailed = (problem: string): string => `Upload failed. ${problem}`
