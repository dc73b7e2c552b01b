import { createWriting } from '../intl.ts'

const { number, plural } = createWriting('en')

interface Budget {
  needed: string
  left: string
  budget: string
  when: string
}

/** `video` is "15 s in 4K". */
interface Impossible {
  video: string
  needed: string
  budget: string
}

/** A polite no: what happened, and what works instead. `when` is "in 5 hours (Friday, January 16, 2026 1:00 AM)". */
export const userErrors = {
  serverNotAllowed:
    "**I'm not set up to make videos in this server.** If you'd like that, ask an admin here to talk to the person who runs me.",
  userInstallNotAllowed: "**I can't make videos here.** I can in servers that invited me and set me up.",
  tooManyOpen: (limit: number) =>
    plural(limit, {
      one: "**You already have a video in progress.** Wait until it's done, or cancel it in `/kling queue`.",
      other: `**You already have ${number(limit)} videos in progress.** Wait until one is done, or cancel one in \`/kling queue\`.`,
    }),
  tooManyToday: ({ limit, when }: { limit: number; when: string }) =>
    plural(limit, {
      one: `**You've used today's video.** You can make another ${when}.`,
      other: `**You've used today's ${number(limit)} videos.** You can make more ${when}.`,
    }),
  tooManyAttemptsToday: ({ limit, when }: { limit: number; when: string }) =>
    `**You've made ${number(limit)} requests today, cancelled and failed ones included.** That's the limit per person. You can ask again ${when}.`,
  tooManyAttemptsNow: ({ limit, when }: { limit: number; when: string }) =>
    `**You've made ${number(limit)} requests within a minute.** You can ask again ${when}.`,
  overPersonBudget: ({ needed, left, budget, when }: Budget) =>
    `**This video uses ≈ ${needed}, and you have ${left} of ${budget} left today.** Your allowance resets ${when}.`,
  overServerBudget: ({ needed, left, budget, when }: Budget) =>
    `**This video uses ≈ ${needed}, and this server has ${left} of ${budget} left this month.** Its allowance resets ${when}.`,
  overBudget: ({ needed, left, budget, when }: Budget) =>
    `**This video uses ≈ ${needed}, and the whole bot has ${left} of ${budget} left this month.** That resets ${when}.`,
  priceAbove: ({ price, most }: { price: string; most: string }) =>
    `**This video uses ≈ ${price} by now, more than ≈ ${most}.** I didn't start it.`,
  /** `refusal` is one of the three before. */
  withCheaper: (refusal: string) => `${refusal} A shorter video, a lower quality or no sound uses less.`,
  /** What no allowance will ever be enough for. */
  neverInPersonBudget: ({ video, needed, budget }: Impossible) =>
    `**${video} uses ≈ ${needed}, more than the ${budget} you have for a whole day.**`,
  neverInServerBudget: ({ video, needed, budget }: Impossible) =>
    `**${video} uses ≈ ${needed}, more than the ${budget} this server has for a whole month.**`,
  neverInBudget: ({ video, needed, budget }: Impossible) =>
    `**${video} uses ≈ ${needed}, more than the ${budget} the whole bot has for a month.**`,
  lengthAtQuality: ({ seconds, quality }: { seconds: number; quality: string }) => `${number(seconds)} s in ${quality}`,
  fits: ({ video, price }: { video: string; price: string }) => `Up to ${video} fits (≈ ${price}).`,
  fitsLater: ({ video, price, when }: { video: string; price: string; when: string }) =>
    `Up to ${video} fits (≈ ${price}) once the budget resets ${when}.`,
  closed: '**Videos are switched off right now.** The person who runs me can switch them back on.',

  promptEmpty:
    '**Tell me what the video should show.** For example: `/kling video prompt: a paper boat on a rainy street`',
  promptTooLong: ({ length, limit }: { length: number; limit: number }) =>
    `**Your prompt is too long.** It has ${number(length)} characters; ${number(limit)} fit.`,
  promptTooShort: (least: number) =>
    `**Your prompt is too short for Kling.** It needs at least ${number(least)} characters.`,
  promptInTooManyParts: ({ length, limit }: { length: number; limit: number }) =>
    `**Your prompt is too long for Kling.** Some emoji and letters have several parts, and each part counts: yours has ${number(length)}; ${number(limit)} fit.`,
  negativePromptTooLong: ({ length, limit }: { length: number; limit: number }) =>
    `**Your \`negative_prompt\` is too long.** It has ${number(length)} characters; ${number(limit)} fit.`,
  negativePromptTooShort: (least: number) =>
    `**Your \`negative_prompt\` is too short for Kling.** It needs at least ${number(least)} characters.`,
  negativePromptInTooManyParts: ({ length, limit }: { length: number; limit: number }) =>
    `**Your \`negative_prompt\` is too long for Kling.** Some emoji and letters have several parts, and each part counts: yours has ${number(length)}; ${number(limit)} fit.`,
  presetGone: (name: string) =>
    `**This server has no preset called ${name}, or no longer.** Pick another one, or leave \`preset\` out.`,
  presetTooLong: ({ preset, length, limit }: { preset: string; length: number; limit: number }) =>
    `**Together with the preset ${preset}, your prompt is too long.** It has ${number(length)} characters; ${number(limit)} fit.`,
  durationOutOfRange: ({ shortest, longest }: { shortest: number; longest: number }) =>
    `**A video can be ${number(shortest)}–${number(longest)} seconds long.** Choose a \`duration\` in whole seconds.`,
  guidanceOutOfRange: '**`guidance` goes from 0 to 1**, for example 0.5.',
  endImageWithoutStart: '**`end_image` needs an `image` too.** The video starts with one and ends with the other.',
  unknownChoice: (option: string) =>
    `**I don't know this value for \`${option}\`.** Type the command again and pick one from the list.`,
  unsupportedOption: (option: string) => `**\`${option}\` doesn't work with these settings.**`,
  unsupportedCombination: "**These settings don't work together.**",
  nearestQuality: (quality: string) => `- It works with the quality ${quality}.`,
  nearestWithout: (option: string) => `- It works without \`${option}\`.`,

  cannotPostHere: "**I can't post in this channel.** Try another one, or make the video with `private: True`.",
  storeUnavailable: "**I can't save anything right now, so I didn't start anything.** Try again in a few minutes.",
  shuttingDown: "**I'm restarting.** Try again in a minute.",
  notFound: '**I no longer know this video.** Make a new one with `/kling video`.',
  draftGone: '**I no longer have this request.** I keep one for 7 days at most. Type `/kling video` again.',
  setAside:
    "**I ran into a problem with this video and put it aside.** I'll pick it up again after my next restart. Until then it doesn't count as one of your open videos.",
  notYours: '**This belongs to somebody else, so only they can do that.** Make your own with `/kling video`.',
  remixNotAllowed: "**Its owner doesn't allow remixes.** Make your own with `/kling video`.",
  remixTakenBack:
    "**The video this was made from is gone, or its owner doesn't allow remixes any more.** Nothing was begun. Make your own with `/kling video`.",
  outdated: '**This is from an older version of me.** Type `/kling video` again.',
  wrongPlace:
    "**This button doesn't belong to this message.** Use the one on the video's own message, or `/kling queue`.",
  storeFailed: "**I can't read or save anything right now.** Press it again in a few minutes.",
  restarting: "**I'm restarting.** Your videos continue by themselves. Press it again in a minute.",
  notShown:
    "**I couldn't show your video here.** Open `/kling queue` and press *Show me*, or look at the video's own message.",

  nothingCharged: '-# Not counted against your allowance.',
  charged: (amount: string) => `-# It used ${amount} of your allowance.`,
  chargedAbout: (amount: string) => `-# It used ≈ ${amount} of your allowance.`,
  perhapsCharged: (amount: string) => `-# It may have used up to ${amount} of your allowance.`,
  unexpected: (reportId: string) =>
    `**Something went wrong on my side.** Check \`/kling queue\` before you try again. If it happens again, give the person who runs me this code: \`${reportId}\``,
}

export type UserErrorTexts = typeof userErrors
