import { createWriting } from '../intl.ts'

const { number, plural } = createWriting('en')

/** Several of one request at once: in one message, and in what is said before they begin. */
export const variants = {
  variants: {
    count: (count: number) => plural(count, { one: `${number(count)} variant`, other: `${number(count)} variants` }),
    /** A grey line while some of them are still made. */
    ready: ({ ready, count }: { ready: number; count: number }) =>
      `-# ${number(ready)} of ${number(count)} variants ready · posted together`,
    /** `numbers` is "2" or "1 and 3"; `text` is how these ended. */
    some: ({ numbers, text }: { numbers: string; text: string }) => `Variant ${numbers}: ${text}`,
    /** In the select; Discord shows it closed, above the buttons. */
    option: (index: number) => `Variant ${number(index)}`,
    /** In place of a reason that only the person who asked may read. */
    none: '**No video.** Whoever asked for it finds the reason in `/kling history`.',
    placeholder: 'Choose a variant for the buttons below',
    retry: ({ count, price }: { count: number; price: string }) =>
      plural(count, { one: `Try again · ${price}`, other: `Try ${number(count)} again · ${price}` }),
    removeTitle: (count: number) =>
      `**Delete all ${number(count)} variants?** They share one message: it goes with my copies, and you can't undo it. What they cost still counts.`,
    going:
      '**Other variants are still being made, in the same message.** Nothing was deleted. Delete them when all are done, or stop them in `/kling queue` first.',

    /** As a way out of a refusal. */
    fewer: (count: number) => plural(count, { one: `${number(count)} variant`, other: `${number(count)} variants` }),
    fits: ({ fits, asked }: { fits: number; asked: number }) =>
      plural(fits, {
        one: `**Only ${number(fits)} of the ${number(asked)} variants fits now.** Nothing was started.`,
        other: `**Only ${number(fits)} of the ${number(asked)} variants fit now.** Nothing was started.`,
      }),
    openLimit: (limit: number) =>
      plural(limit, {
        one: `You can have ${number(limit)} video in progress.`,
        other: `You can have ${number(limit)} videos in progress.`,
      }),
    dayLimit: ({ limit, when }: { limit: number; when: string }) =>
      plural(limit, {
        one: `You have ${number(limit)} video a day. More ${when}.`,
        other: `You have ${number(limit)} videos a day. More ${when}.`,
      }),
    attemptsLimit: ({ limit, when }: { limit: number; when: string }) =>
      plural(limit, {
        one: `You can make ${number(limit)} request in that time, and each variant is one. More ${when}.`,
        other: `You can make ${number(limit)} requests in that time, and each variant is one. More ${when}.`,
      }),
    allTogether: ({ price, count }: { price: string; count: number }) =>
      `≈ ${price} is for all ${number(count)} variants.`,
  },
}

export type VariantTexts = typeof variants
