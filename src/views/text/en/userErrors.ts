import { createWriting } from '../intl.ts'

const { number, plural } = createWriting('en')

interface Budget {
  needed: string
  left: string
  budget: string
  when: string
}

/** A polite no: what happened, and what works instead. `when` is "in 5 hours (Friday, January 16, 2026 1:00 AM)". */
export const userErrors = {
  serverNotAllowed:
    '**I am not set up to make videos in this server.** If you would like that, ask an admin here to talk to the person who runs me.',
  userInstallNotAllowed: '**I cannot make videos here.** I can in servers that I was invited to and set up for.',
  tooManyOpen: (limit: number) =>
    plural(limit, {
      one: '**You already have a video on its way.** Wait until it is done, or cancel it with `/kling queue`.',
      other: `**You already have ${number(limit)} videos on their way.** Wait until one is done, or cancel one with \`/kling queue\`.`,
    }),
  tooManyToday: ({ limit, when }: { limit: number; when: string }) =>
    plural(limit, {
      one: `**You have used your ${number(limit)} video of today.** You can make another ${when}.`,
      other: `**You have used all ${number(limit)} videos of today.** You can make more ${when}.`,
    }),
  tooManyAttemptsToday: ({ limit, when }: { limit: number; when: string }) =>
    `**You have asked for ${number(limit)} videos today, cancelled and failed ones included.** That is as many as one person may. You can ask again ${when}.`,
  tooManyAttemptsNow: ({ limit, when }: { limit: number; when: string }) =>
    `**You have asked for ${number(limit)} videos within a minute.** You can ask again ${when}.`,
  overPersonBudget: ({ needed, left, budget, when }: Budget) =>
    `**This video needs about ${needed}, and you have ${left} of ${budget} left today.** Your allowance renews ${when}.`,
  overServerBudget: ({ needed, left, budget, when }: Budget) =>
    `**This video needs about ${needed}, and this server has ${left} of ${budget} left this month.** Its allowance renews ${when}.`,
  overBudget: ({ needed, left, budget, when }: Budget) =>
    `**This video needs about ${needed}, and I have ${left} of ${budget} left to spend this month.** That renews ${when}.`,
  /** `refusal` is one of the three before. */
  withCheaper: (refusal: string) => `${refusal} A shorter video, a lower quality or no sound costs less.`,
  closed: '**Videos are switched off at the moment.** The person who runs me can switch them on again.',

  promptEmpty:
    '**Tell me what the video should show.** For example: `/kling video prompt: a paper boat on a rainy street`',
  promptTooLong: ({ length, limit }: { length: number; limit: number }) =>
    `**Your prompt is too long.** It has ${number(length)} characters, and ${number(limit)} fit. Please shorten it.`,
  promptTooShort: (least: number) =>
    `**Your prompt is too short for the video service.** It needs at least ${number(least)} characters.`,
  promptInTooManyParts: ({ length, limit }: { length: number; limit: number }) =>
    `**Your prompt is too long for the video service.** Some emoji and letters are made of several parts, and each part counts: yours has ${number(length)}, and ${number(limit)} fit. Please shorten it.`,
  negativePromptTooLong: ({ length, limit }: { length: number; limit: number }) =>
    `**Your \`negative_prompt\` is too long.** It has ${number(length)} characters, and ${number(limit)} fit. Please shorten it.`,
  negativePromptTooShort: (least: number) =>
    `**Your \`negative_prompt\` is too short for the video service.** It needs at least ${number(least)} characters.`,
  negativePromptInTooManyParts: ({ length, limit }: { length: number; limit: number }) =>
    `**Your \`negative_prompt\` is too long for the video service.** Some emoji and letters are made of several parts, and each part counts: yours has ${number(length)}, and ${number(limit)} fit. Please shorten it.`,
  durationOutOfRange: ({ shortest, longest }: { shortest: number; longest: number }) =>
    `**A video can be ${number(shortest)} to ${number(longest)} seconds long.** Please choose a \`duration\` in whole seconds.`,
  guidanceOutOfRange: '**`guidance` goes from 0 to 1.** For example 0.5.',
  endImageWithoutStart:
    '**`end_image` needs an `image` as well.** The video starts with the one and ends with the other.',
  unknownChoice: (option: string) =>
    `**I do not know this value for \`${option}\`.** Type the command again and pick one from the list.`,
  unsupportedOption: (option: string) => `**\`${option}\` does not work with these settings.**`,
  unsupportedCombination: '**These settings do not work together.**',
  nearestQuality: (quality: string) => `- It works with the quality ${quality}.`,
  nearestWithout: (option: string) => `- It works without \`${option}\`.`,

  cannotPostHere:
    '**I cannot post in this channel.** Try another one, or ask for a private video with `private: True`.',
  storeUnavailable:
    '**I cannot save anything right now, so I do not start anything either.** Please try again in a few minutes.',
  shuttingDown: '**I am just being restarted.** Please try again in a minute.',
  notFound: '**I no longer know this video.** You can make a new one with `/kling video`.',
  setAside:
    '**I ran into a problem with this video and put it aside.** I’ll pick it up again after my next restart. Until then it doesn’t count as one of your open videos.',
  notYours: '**This is somebody else’s video, so only they can do that.** Make your own with `/kling video`.',
  outdated: '**This is from an older version of me.** Please type `/kling video` again.',
  wrongPlace:
    '**This button does not belong to this message.** Use the one in the video’s own message, or `/kling queue`.',
  storeFailed: '**I cannot read or save anything right now.** Please press it again in a few minutes.',
  restarting: '**I am just being restarted.** Your videos go on by themselves. Please press it again in a minute.',
  notShown:
    '**I could not show your video here.** Open `/kling queue` and press *Show me* there, or look at the video’s own message.',

  nothingCharged: '-# Nothing was charged.',
  charged: (amount: string) => `-# It cost ${amount}.`,
  chargedAbout: (amount: string) => `-# It cost about ${amount} (estimated).`,
  perhapsCharged: (amount: string) => `-# It may have cost up to ${amount}.`,
  unexpected: (reportId: string) =>
    `**Something went wrong on my side.** Look at \`/kling queue\` before you try again. If it happens again, tell the person who runs me this code: \`${reportId}\``,
}

export type UserErrorTexts = typeof userErrors
