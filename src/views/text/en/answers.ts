import { createWriting } from '../intl.ts'

const { number, plural } = createWriting('en')

/** What a person alone reads: answers to commands and clicks. `when` is "in 5 hours (Friday, January 16, 2026 1:00 AM)". */
export const answers = {
  /** What there is room for and who pays: the same in usage, help and refusals. A standard video has the usual settings. */
  allowance: {
    paidByOperator: 'Whoever runs me pays Kling for these videos, not you.',
    standardVideos: (count: number) =>
      plural(count, {
        one: `About ${number(count)} standard video`,
        other: `About ${number(count)} standard videos`,
      }),
    moreToday: (count: number) =>
      plural(count, {
        one: `About ${number(count)} more standard video today`,
        other: `About ${number(count)} more standard videos today`,
      }),
    noMore: 'No more standard videos today',
    limitedBy: ({ videos, limit }: { videos: string; limit: string }) => `**${videos}** · limited by ${limit}`,
    /** `prices` is "Standard (720p) $0.63 · 4K $2.10". */
    prices: ({ seconds, prices }: { seconds: number; prices: string }) => `${number(seconds)} s with sound: ${prices}`,
    priceOf: ({ quality, price }: { quality: string; price: string }) => `${quality} ${price}`,
  },
  /** What ends it first. */
  allowanceLimits: {
    videos: 'the number of videos a day',
    attempts: 'the number of requests a day',
    person: 'your daily allowance',
    member: 'your daily limit in this server',
    server: "this server's monthly budget",
    everyone: "the whole bot's monthly budget",
  },

  /** Labels; Discord shows about 38 characters of one on a phone. */
  buttons: {
    cancel: 'Cancel (free)',
    hide: 'Hide when done',
    check: 'Refresh',
    retry: 'Try again',
    changePrompt: 'Change prompt',
    openVideo: 'Open video',
    showPrivately: 'Show me privately',
    showMe: 'Show me',
    previousPage: 'Back',
    nextPage: 'Next',
  },

  /** What Change prompt opens; Discord shows 45 characters of each. */
  promptForm: { title: 'Change the prompt', prompt: 'Your prompt' },

  /** After a press of Cancel. */
  cancel: {
    cancelled: '**Cancelled.** Not counted against your allowance.',
    requested: "**Cancelling…** If Kling can still stop it, it's free. Its message shows how it went.",
    cannotStop:
      "**Too late to cancel: Kling can't stop it any more.** It counts against your allowance unless Kling charges nothing.",
    hidden:
      '**OK, it stays private.** It counts against your allowance unless Kling charges nothing; find it in `/kling queue`.',
    alreadyFinished: "**It's already over.** There's nothing left to cancel.",
  },

  /** The same, where a moderator did it to somebody else's video. */
  stop: {
    cancelled: "**Stopped.** It isn't counted against its owner's allowance. I tell them it was you.",
    requested: '**Stopping…** It ends as soon as Kling answers.',
    cannotStop: "**Too late to stop: Kling can't do it any more.** You can keep it from being posted.",
    hidden: "**OK, it won't be posted here.** Its owner finds it in `/kling queue`, and I tell them it was you.",
    alreadyFinished: "**It's already over.** There's nothing left to stop.",
  },

  /** To a command or click that was already taken once. */
  repeated: {
    withLink: (link: string) => `**You already started this one:** ${link}`,
    withoutLink: '**You already started this one.** Find it in `/kling queue`.',
  },

  queue: {
    title: '### Your videos',
    empty: '**No videos in progress.** Make one, for example:\n`/kling video prompt: a paper boat on a rainy street`',
    entry: (prompt: string) => `-# ${prompt}`,
    openMessage: (link: string) => `-# [Open the message](${link})`,
    more: (count: number) => plural(count, { other: `-# And ${number(count)} more.` }),
  },

  /** What was used and what is left. */
  usage: {
    personTitle: '### Your allowance today',
    serverTitle: '### This server this month',
    videos: ({ used, limit, left }: { used: number; limit: number; left: number }) =>
      `${number(used)} of ${number(limit)} videos used · ${number(left)} left`,
    attempts: ({ used, limit }: { used: number; limit: number }) =>
      `${number(used)} of ${number(limit)} requests, cancelled and failed ones included`,
    open: ({ used, limit }: { used: number; limit: number }) => `${number(used)} of ${number(limit)} in progress`,
    money: ({ used, budget, left }: { used: string; budget: string; left: string }) =>
      `${used} of ${budget} used · ${left} left`,
    inServer: (money: string) => `In this server today: ${money}`,
    moneyUnlimited: (used: string) => `${used} used · no limit`,
    reserved: (amount: string) => `${amount} of that is reserved for videos in progress.`,
    unknown: (amount: string) => `${amount} of that isn't certain: Kling didn't say whether it charged.`,
    personFooter: (when: string) => `What costs nothing doesn't count. Resets ${when}.`,
    serverFooter: (when: string) => `Resets ${when}. Only members who can manage this server see this part.`,
  },

  help: {
    introduction: '### Videos with Kling\nDescribe a scene, and I make a short video of it right here.',
    examplesTitle: '**Try**',
    example: '`/kling video prompt: a paper boat on a rainy street, slow camera`',
    exampleImage: 'Add `image` to start the video with your picture.',
    exampleSound: ({ shortest, longest }: { shortest: number; longest: number }) =>
      `Use \`duration\` for ${shortest}–${longest} seconds, and \`sound: False\` for a silent video.`,
    examplePrivate: 'With `private: True` only you see it.',
    storyboard: '`/kling storyboard` makes a video of several shots.',
    queue: '`/kling queue` lists your videos; cancel them there.',
    history: '`/kling history` has all your videos; `/kling show` posts one again.',
    run: '`/kling run` makes one again by its recipe.',
    reply: 'Reply to a video to change it: “at night, 10 s”.',
    usage: '`/kling usage` shows your allowance: used, left, and when it resets.',
    settings: '`/kling settings` keeps your usual choices.',
    kept: '`/kling privacy` shows or deletes what I keep of you.',

    placeAllowed: 'You can make videos here.',

    limitsTitle: '**Limits**',
    open: (count: number) =>
      plural(count, {
        one: `You can have ${number(count)} video in progress at a time.`,
        other: `You can have ${number(count)} videos in progress at a time.`,
      }),
    perDay: (count: number) =>
      plural(count, {
        one: `You can make ${number(count)} video a day.`,
        other: `You can make ${number(count)} videos a day.`,
      }),
    personBudget: (amount: string) => `You have ${amount} a day.`,
    memberBudget: (amount: string) => `You have ${amount} a day in this server.`,
    serverBudget: (amount: string) => `This server has ${amount} a month.`,
    everyoneBudget: (amount: string) => `The whole bot has ${amount} a month.`,
    closed: 'Videos are switched off right now.',
    attempts: ({ perDay, perMinute }: { perDay: number; perMinute: number }) =>
      `Up to ${number(perDay)} requests a day and ${number(perMinute)} a minute, cancelled and failed ones included.`,
    reset: "Days and months start at midnight UTC. What costs nothing doesn't count.",

    pricesTitle: '**Prices per second**',
    price: ({ quality, withSound, silent }: { quality: string; withSound: string; silent: string }) =>
      `${quality}: ${withSound} with sound, ${silent} without`,
    flatPrice: ({ quality, price }: { quality: string; price: string }) => `${quality}: ${price}`,

    optionsTitle: '**Good to know**',
    optionEverywhere: ({ option }: { option: string }) => `\`${option}\` works with every quality.`,
    optionSomewhere: ({ option, qualities }: { option: string; qualities: string }) =>
      `\`${option}\` works with ${qualities}.`,
    optionWithImage: ({ option }: { option: string }) =>
      `\`${option}\` works with every quality, together with \`image\`.`,
    optionWithImageSomewhere: ({ option, qualities }: { option: string; qualities: string }) =>
      `\`${option}\` works with ${qualities}, together with \`image\`.`,
    aspectRatio: 'With an `image`, the video takes its shape.',

    privacyTitle: '**Privacy**',
    privacy: (providers: string) =>
      `Your prompt and images go to ${providers}; your name doesn't. I keep the video and the images for a while, so nothing gets lost.`,
  },
}

export type AnswerTexts = typeof answers
