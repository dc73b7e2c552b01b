import { createWriting } from '../intl.ts'

const { number, plural } = createWriting('en')

/** A request that was shown and has not begun: its card, its form and its buttons. Only its owner reads it. */
export const draft = {
  /** Labels; Discord shows about 38 characters of one on a phone. */
  generate: (price: string) => `Generate · ${price}`,
  cheaper: (price: string) => `Cheaper draft · ${price}`,
  edit: 'Edit',
  dismiss: 'Not now',

  title: '**Make this video?** Nothing starts until you press Generate.',
  priceRose: ({ before, price }: { before: string; price: string }) =>
    `**The price rose from ≈ ${before} to ≈ ${price}.** I didn't start anything. Press Generate if that's fine.`,
  changed: '**This changed since.** Look once more, then press Generate.',
  dismissed: '**OK, not now.** Nothing was started.',
  negativePrompt: (prompt: string) => `-# Without: ${prompt}`,
  left: ({ left, budget }: { left: string; budget: string }) => `${left} of ${budget} left today`,
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

/** Buttons below a refusal: each begins the request with one change, and names its price. */
export const waysOut = {
  priced: ({ what, price }: { what: string; price: string }) => `${what} · ${price}`,
  quality: (quality: string) => `In ${quality}`,
  seconds: (seconds: string) => `${seconds} s instead`,
  silent: 'Without sound',
  startFrame: 'Without image',
  endFrame: 'Without end image',
  negativePrompt: 'Without negative prompt',
  guidance: 'Without guidance',
  shots: 'As one shot',
  elements: 'Without elements',
  cuts: 'Without cuts',
}

export type WayTexts = typeof waysOut
export type DraftTexts = typeof draft
