import { createWriting } from '../intl.ts'

const { number, plural } = createWriting('en')

/** A request that was shown and has not begun: its card, its form and its buttons. Only its owner reads it. */
export const draft = {
  /** Labels; Discord shows about 38 characters of one on a phone. */
  generate: (price: string) => `Generate · ${price}`,
  cheaper: (price: string) => `Cheaper draft · ${price}`,
  edit: 'Edit',
  dismiss: 'Not now',

  title: '**Make this video?** Nothing is charged until you press Generate.',
  priceRose: ({ before, price }: { before: string; price: string }) =>
    `**The price rose from ≈ ${before} to ≈ ${price}.** I didn't start anything. Press Generate if that's fine.`,
  changed: '**This changed since.** Look once more, then press Generate.',
  dismissed: '**OK, not now.** Nothing was started, nothing is charged.',
  negativePrompt: (prompt: string) => `-# Without: ${prompt}`,
  left: ({ left, budget }: { left: string; budget: string }) => `${left} of ${budget} left today`,
  leftUnlimited: 'no limit today',
  takes: (span: string) => `takes ${span}`,
  usually: (span: string) => `usually ${span}`,
  ahead: (count: number) =>
    plural(count, { one: `${number(count)} video ahead`, other: `${number(count)} videos ahead` }),

  /** Discord shows 45 characters of each. */
  formTitle: 'Edit the video',
  formPrompt: 'Prompt',
  formDuration: 'Length',
  formQuality: 'Quality',
  formAspectRatio: 'Shape',
  formAspectRatioIgnored: 'The image sets the shape.',
  formSound: 'Sound',
  soundOn: 'With sound',
  soundOff: 'No sound',
}

export type DraftTexts = typeof draft
