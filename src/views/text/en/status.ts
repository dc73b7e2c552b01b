import { createWriting } from '../intl.ts'

const { number, plural } = createWriting('en')

/** Everything in and around the message of a generation. `since` is Discord's relative time: "2 minutes ago". */
export const status = {
  /** How a generation stands, one or two whole sentences each. */
  states: {
    received: (since: string) => `**Got it.** You asked ${since}, and your video starts in a moment.`,
    checkingPicture: (since: string) => `**Checking your picture.** You asked ${since}.`,
    gettingReady: (since: string) => `**Getting ready.** You asked ${since}.`,

    queued: (since: string) => `**Waiting for a free place.** You asked ${since}.`,
    queuedNext: (since: string) => `**Waiting.** Yours starts next. You asked ${since}.`,
    queuedBehind: ({ count, since }: { count: number; since: string }) =>
      plural(count, {
        one: `**Waiting.** ${number(count)} video starts before yours. You asked ${since}.`,
        other: `**Waiting.** ${number(count)} videos start before yours. You asked ${since}.`,
      }),
    paused: (since: string) =>
      `**Paused, nothing charged.** The video service takes no videos right now. Yours starts by itself as soon as it does. You asked ${since}.`,
    quarantined:
      '**On hold: something went wrong on my side.** I logged it for the people who run me, and I try again after my next restart. Until then it counts.',

    submitting: (since: string) => `**Starting.** Your video is being handed to the video service. You asked ${since}.`,
    submitted: (since: string) => `**On its way.** The video service took it ${since}.`,
    providerWaiting: (since: string) => `**Waiting at the video service.** It took your request ${since}.`,
    providerWaitingNext: (since: string) =>
      `**Waiting at the video service.** Yours is next there. It took your request ${since}.`,
    providerWaitingBehind: ({ count, since }: { count: number; since: string }) =>
      plural(count, {
        one: `**Waiting at the video service.** ${number(count)} other is before yours there. It took your request ${since}.`,
        other: `**Waiting at the video service.** ${number(count)} others are before yours there. It took your request ${since}.`,
      }),
    rendering: (since: string) => `**Rendering.** The video service took it ${since}.`,
    /** `state` is one of the sentences above, `span` is "2-4 min". */
    withUsualTime: ({ state, span }: { state: string; span: string }) =>
      `${state} The rendering time is usually ${span}.`,

    cancelRequested: (since: string) =>
      `**Cancelling.** You asked for that ${since}. It ends as soon as the video service has answered.`,
    hidden: (since: string) => `**Won't be posted here** · hidden ${since}`,
    hiddenBy: ({ who, since }: { who: string; since: string }) =>
      `**Won't be posted here** · hidden by ${who} ${since}`,
    overdue: (since: string) =>
      `**This takes longer than usual.** The video service took it ${since}. I keep checking for 24 hours and show it here when it is done.`,
    unconfirmed: (since: string) =>
      `**The connection broke ${since}, while your video was being sent.** I am finding out whether it arrived. It is not sent twice.`,

    succeeded: '**Your video is ready.**',
    succeededAfterAll: '**Finished after you hid it.**',
    succeededHidden: '**Finished, and not posted here.** Its owner finds it in `/kling queue`.',
    succeededSensitive: '**Your video is ready.** The video service marked it as sensitive, so it is covered.',
    succeededWithheld:
      '**Your video is ready.** The video service marked it as sensitive, so it is not shown here. Only you can open it.',
    cancelled: '**Cancelled.**',
    stoppedBy: (who: string) => `**Stopped by ${who}.**`,
    lost: '**The video service never finished this one.** I have stopped checking.',
    unconfirmedForGood:
      '**I could not find out whether the video service took your request.** It was not sent again, so that nothing is paid twice.',
  },

  /** Lines of the message beside the state. */
  card: {
    notCounted: 'This does not count against you.',
    counted: (amount: string) => `This counts ${amount} against your allowance.`,
    countedPerhaps: (amount: string) =>
      `The video service did not say whether it charged for it, so ${amount} counts against your allowance.`,
    pressCheck: '-# If this message stops changing, press Check.',
    startImage: 'The picture the video begins with',
    promptHidden: "-# Your prompt is not repeated here: this server's message filter does not allow it.",
    aspectRatioIgnored: (asked: string) =>
      `-# You asked for ${asked}, but a video with an image takes the shape of that image.`,
    notWanted: (prompt: string) => `-# Not wanted: ${prompt}`,
  },

  /** The labels in the line of settings; each stands for itself, between dots. */
  settings: {
    followsImage: 'shape of your image',
    soundOn: 'sound on',
    soundOff: 'sound off',
    endImage: 'with end image',
    guidance: (value: string) => `guidance ${value}`,
    shots: (count: number) => plural(count, { one: `${number(count)} shot`, other: `${number(count)} shots` }),
    elements: (count: number) => plural(count, { one: `${number(count)} element`, other: `${number(count)} elements` }),
    size: ({ width, height }: { width: number; height: number }) => `${width}×${height}`,

    estimate: (amount: string) => `about ${amount} (estimate)`,
    cost: (amount: string) => `cost ${amount}`,
    estimatedCost: (amount: string) => `cost about ${amount} (estimated)`,
    unknownCost: 'cost unknown',
    noCost: 'cost nothing',
    renderTime: (elapsed: string) => `made in ${elapsed}`,
  },

  /** What stands below a finished video. Each is a whole sentence or a label of its own. */
  result: {
    linkDays: (days: number) =>
      plural(days, {
        one: `-# The link works for ${number(days)} day.`,
        other: `-# The link works for ${number(days)} days.`,
      }),
    linkLimited: '-# The link works for a limited time: download the video if you want to keep it.',
    notKept: '-# I could not keep a copy, so please download the video while the link works.',
    unplayable: (codec: string) =>
      `-# This video comes in ${codec}, which Discord does not play. Save it and watch it with another program.`,
    longLink: (url: string) => `[Open video](<${url}>)`,
    alternativeText: (prompt: string) => `Video made from the prompt: ${prompt}`,
    alternativeTextWithoutPrompt: 'Video made with Kling',
  },

  /** Why there is no video, and what helps. */
  failures: {
    contentRefused:
      '**The video service refused this content.** What often helps: no real people, brands or film characters; nothing violent or sexual; another image. Change the prompt and ask again with `/kling video`.',
    outOfCredit: '**Videos cannot be made right now.** That is not your fault. Please try again later.',
    providerUnavailable: '**The video service cannot be reached right now.** Please try again in a few minutes.',
    requestRefused:
      '**The video service did not accept this request.** That is not your fault. Other settings may work.',
    renderFailed:
      '**The video service could not finish this video.** It gave no reason that helps. Often a second try works.',
    resultUnavailable: '**Your video was made, but I could not fetch it from the video service.** I am sorry.',
    notAcknowledged: '**Discord did not take my answer, so nothing was started.** Please try again.',
    answerUnclear: '**I lost touch with Discord right after you asked, so nothing was started.** Please try again.',
  },

  /** Why a picture cannot be used; `option` is the option's name in the command. */
  pictures: {
    foreignOrigin: (option: string) =>
      `**I only take pictures that were uploaded to Discord.** Attach the file itself as \`${option}\`.`,
    unreachable: (option: string) =>
      `**I could not fetch the picture in \`${option}\` from Discord.** Try again, or attach it once more.`,
    notKept: (option: string) =>
      `**I no longer have the picture in \`${option}\`.** It was kept for a while only. Ask again with \`/kling video\` and attach it.`,
    tooManyBytes: ({ option, megabytes }: { option: string; megabytes: number }) =>
      `**The file in \`${option}\` is too large.** It may have up to ${number(megabytes)} MB.`,
    tooManyPixels: ({ option, megapixels }: { option: string; megapixels: number }) =>
      `**The picture in \`${option}\` has too many pixels.** It may have up to ${number(megapixels)} megapixels.`,
    notAPicture: (option: string) =>
      `**The file in \`${option}\` is not a picture I can read.** PNG, JPEG, WebP, AVIF, GIF and BMP work.`,
    broken: (option: string) => `**The picture in \`${option}\` is damaged.** Save it again and attach the new file.`,
    tooDemanding: (option: string) =>
      `**The picture in \`${option}\` takes too much memory or time to open.** Save it as an ordinary JPEG or PNG and attach that.`,
    busy: (option: string) =>
      `**Too many pictures are waiting, so I could not check the one in \`${option}\`.** Try again in a few minutes.`,
    tooSmall: ({ option, width, height, shortestSide }: PictureSize & { shortestSide: number }) =>
      `**The picture in \`${option}\` is too small.** It is ${width}×${height}; each side needs at least ${shortestSide} pixels.`,
    badRatio: ({ option, width, height }: PictureSize) =>
      `**The picture in \`${option}\` is too long and narrow.** It is ${width}×${height}; the longer side may be at most 2.5 times the shorter one. Crop it and attach it again.`,
  },

  /** The short reply that notifies the owner. `owner` is a mention. */
  notifications: {
    succeeded: (owner: string) => `${owner} your video is ready.`,
    withheld: (owner: string) => `${owner} your video is ready. Only you can open it.`,
    messageGone: (owner: string) =>
      `${owner} your video is ready, but its message was deleted. \`/kling queue\` shows it to you.`,
    failed: (owner: string) => `${owner} your video could not be made.`,
    lost: (owner: string) => `${owner} your video was never finished.`,
    stopped: ({ owner, moderator }: { owner: string; moderator: string }) =>
      `${owner} ${moderator} stopped your video. It isn't counted against your allowance.`,
    hidden: ({ owner, moderator }: { owner: string; moderator: string }) =>
      `${owner} your video is ready, but ${moderator} kept it from being posted. Find it in \`/kling queue\`.`,
    unconfirmed: (owner: string) => `${owner} I could not find out what became of your video.`,
  },
}

export type StatusTexts = typeof status

interface PictureSize {
  option: string
  width: number
  height: number
}
