import { createWriting } from '../intl.ts'

const { number, plural } = createWriting('en')

/** A video of several shots while it is put together: its card and its forms. Only its owner reads it. */
export const storyboard = {
  title: '**Storyboard.** Nothing starts until you press Generate.',
  asked: '**Is this a storyboard?** I read shots in your prompt. Nothing starts until you press a button.',
  limits: ({ count, shortest, longest, total }: { count: number; shortest: number; longest: number; total: number }) =>
    `-# Up to ${number(count)} shots of ${number(shortest)}–${number(longest)} s, ${number(total)} s together`,
  moreShots: (count: number) =>
    plural(count, { one: `-# And ${number(count)} more shot`, other: `-# And ${number(count)} more shots` }),
  durationIgnored: ({ asked, seconds }: { asked: number; seconds: number }) =>
    `\`duration\` ${number(asked)} doesn't count: your shots take ${number(seconds)} s.`,

  /** Labels; Discord shows about 38 characters of one on a phone. */
  pick: 'Change a shot',
  addShot: 'Add shot',
  editShot: 'Edit',
  moveUp: 'Move up',
  moveDown: 'Move down',
  removeShot: 'Remove',
  settings: 'Settings',
  oneShot: (price: string) => `Make it one shot · ${price}`,

  /** Discord shows 45 characters of each. */
  formTitle: (shot: number) => `Shot ${number(shot)}`,
  formText: 'What this shot shows',
  formSeconds: 'Length',
  formSettings: 'Settings',
  formNegativePrompt: 'What to leave out',
  formImages: 'Start image, then end image',
  formImagesHint: 'The images you add take the place of the old ones.',
}

/** A polite no about shots. */
export const shotErrors = {
  noShots: '**No shots yet.** Press *Add shot*.',
  tooManyShots: ({ count, limit }: { count: number; limit: number }) =>
    `**${number(count)} shots are too many.** A video takes up to ${number(limit)}. Remove some.`,
  shotOutOfRange: ({
    shot,
    seconds,
    shortest,
    longest,
  }: {
    shot: number
    seconds: number
    shortest: number
    longest: number
  }) =>
    `**Shot ${number(shot)} is ${number(seconds)} s long.** A shot takes ${number(shortest)}–${number(longest)} s. Edit it.`,
  shotsTooLong: ({ seconds, longest }: { seconds: number; longest: number }) =>
    `**Your shots take ${number(seconds)} s together, and a video up to ${number(longest)} s.** Shorten one, or remove one.`,
  shotsDoNotFill: ({ seconds, duration }: { seconds: number; duration: number }) =>
    `**Your shots take ${number(seconds)} s together, but the video ${number(duration)} s.** Edit them until that fits.`,
}

export type StoryboardTexts = typeof storyboard
export type ShotErrorTexts = typeof shotErrors
