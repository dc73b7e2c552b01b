import { createWriting } from '../intl.ts'

const { number, plural } = createWriting('en')

/**
 * Everything in and around the message of a generation. Everybody in the channel reads it, so nothing in it says "you" or "your"
 * but what only a private message shows. `since` is Discord's relative time: "2 minutes ago".
 */
export const status = {
  /** How a generation stands: the state first, then the time. */
  states: {
    starting: '**Starting…**',
    checkingPicture: '**Checking the image…**',

    queued: (since: string) => `**Waiting for a free slot** · asked ${since}`,
    queuedNext: (since: string) => `**Waiting** · next in line · asked ${since}`,
    queuedBehind: ({ count, since }: { count: number; since: string }) =>
      plural(count, {
        one: `**Waiting** · ${number(count)} video ahead · asked ${since}`,
        other: `**Waiting** · ${number(count)} videos ahead · asked ${since}`,
      }),
    paused: (since: string) =>
      `**Paused** · asked ${since}\nKling isn't taking videos right now. This one starts by itself as soon as it does.`,
    quarantined:
      "**On hold: something went wrong on my side.** I logged it and I'll try again after my next restart. Until then it counts against the allowance.",

    submitting: '**Sending to Kling…**',
    submitted: (since: string) => `**Sent to Kling** ${since}`,
    providerWaiting: (since: string) => `**In Kling's queue** · sent ${since}`,
    providerWaitingNext: (since: string) => `**In Kling's queue** · next in line · sent ${since}`,
    providerWaitingBehind: ({ count, since }: { count: number; since: string }) =>
      plural(count, {
        one: `**In Kling's queue** · ${number(count)} ahead · sent ${since}`,
        other: `**In Kling's queue** · ${number(count)} ahead · sent ${since}`,
      }),
    rendering: (since: string) => `**Rendering** · started ${since}`,
    /** `state` is one of the above, `span` is "2–4 min" or "about 2 min": learned from the renders before. */
    withUsualTime: ({ state, span }: { state: string; span: string }) => `${state} · usually ${span}`,
    /** The same before anything was learned, with what the catalogue expects. */
    withExpectedTime: ({ state, span }: { state: string; span: string }) => `${state} · takes ${span}`,

    cancelRequested: (since: string) => `**Cancelling** · asked ${since} · waiting for Kling's answer`,
    hidden: (since: string) => `**Won't be posted here** · hidden ${since}`,
    hiddenBy: ({ who, since }: { who: string; since: string }) =>
      `**Won't be posted here** · hidden by ${who} ${since}`,
    overdue: (since: string) =>
      `**Slower than usual** · started ${since}\nI'll keep checking for 24 hours and post it here.`,
    unconfirmed: (since: string) =>
      `**The connection to Kling broke** ${since}\nI'm finding out whether the video was started. I won't send it twice.`,

    /** Where the video itself does not say it. */
    succeeded: '**Ready.**',
    /** In a private message alone. */
    succeededAfterAll: '**Finished while hidden.**',
    succeededHidden: '**Finished, and not posted here.** Its owner finds it in `/kling queue`.',
    succeededSensitive: "-# Marked as sensitive by Kling, so it's covered.",
    succeededWithheld: '**Ready, and marked as sensitive by Kling.** Only the person who asked can open it.',
    cancelled: '**Cancelled.**',
    stoppedBy: (who: string) => `**Stopped by ${who}.**`,
    lost: "**Kling never finished this one.** I've stopped checking.",
    unconfirmedForGood:
      "**Kling's answer got lost, so I don't know if this video was started.** I didn't resend it, to avoid paying twice.",
  },

  /** Lines of the message beside the state. */
  card: {
    notCounted: 'Not counted against the allowance.',
    counted: 'It still counts against the allowance.',
    countedPerhaps: "Kling didn't say whether it charged for it, so it counts against the allowance.",
    pressCheck: '-# Not updating? Press Refresh.',
    startImage: 'Start image',
    promptHidden: "-# The prompt isn't shown: this server's message filter blocks it.",
    aspectRatioIgnored: (asked: string) => `-# ${asked} was ignored: the image sets the shape.`,
    notWanted: (prompt: string) => `-# Without: ${prompt}`,
  },

  /** The labels in the grey line; each stands for itself, between dots. */
  settings: {
    soundOff: 'no sound',
    endImage: 'end image',
    guidance: (value: string) => `guidance ${value}`,
    oneShot: 'one shot',
    cutByKling: 'cut by Kling',
    shots: (count: number) => plural(count, { one: `${number(count)} shot`, other: `${number(count)} shots` }),
    elements: (count: number) => plural(count, { one: `${number(count)} element`, other: `${number(count)} elements` }),
    /** From the command to the video. */
    readyIn: (elapsed: string) => `ready in ${elapsed}`,

    /** In private messages alone. */
    estimate: (amount: string) => `≈ ${amount}`,
    unknownCost: 'cost unknown',
    noCost: 'free',
  },

  /** What stands below a finished video. Each is a whole sentence or a label of its own. */
  result: {
    linkExpires: (when: string) => `-# Original link expires ${when}`,
    linkLimited: '-# The link expires after a while: download the video to keep it.',
    notKept: "-# I couldn't keep a copy: download the video while the link works.",
    unplayable: (codec: string) =>
      `-# This video is in ${codec}, which Discord can't play. Save it and open it in another app.`,
    openVideo: (url: string) => `[Open video](<${url}>)`,
    alternativeText: (prompt: string) => `Video from the prompt: ${prompt}`,
    alternativeTextWithoutPrompt: 'Video made with Kling',
  },

  /** Why there is no video, and what helps. */
  failures: {
    contentRefused:
      '**Kling refused this content.** What often helps: no real people, brands or film characters; nothing violent or sexual; another image.',
    outOfCredit: "**I can't make videos right now.** Try again later.",
    providerUnavailable: "**Kling can't be reached right now.** Try again in a few minutes.",
    requestRefused: "**Kling didn't accept this request.** Other settings may work.",
    renderFailed: "**Kling couldn't finish this video.** It gave no reason; a second try often works.",
    resultUnavailable: "**The video was made, but I couldn't fetch it from Kling.** Sorry!",
    notAcknowledged: "**Discord didn't take my answer, so I didn't start anything.** Try again.",
    answerUnclear: "**I lost touch with Discord right after the command, so I didn't start anything.** Try again.",
  },

  /** Why a picture cannot be used; `option` is the option's name in the command. */
  pictures: {
    foreignOrigin: (option: string) =>
      `**I only take images uploaded to Discord.** Attach the file itself as \`${option}\`.`,
    unreachable: (option: string) =>
      `**I couldn't fetch the image in \`${option}\` from Discord.** Try again, or attach it once more.`,
    notKept: (option: string) =>
      `**I no longer have the image in \`${option}\`.** I only keep images for a while. Use \`/kling video\` again and attach it.`,
    tooManyBytes: ({ option, megabytes }: { option: string; megabytes: number }) =>
      `**The file in \`${option}\` is too large.** Up to ${number(megabytes)} MB works.`,
    tooManyPixels: ({ option, megapixels }: { option: string; megapixels: number }) =>
      `**The image in \`${option}\` has too many pixels.** Up to ${number(megapixels)} megapixels works.`,
    notAPicture: (option: string) =>
      `**The file in \`${option}\` isn't an image I can read.** PNG, JPEG, WebP, AVIF, GIF and BMP work.`,
    broken: (option: string) => `**The image in \`${option}\` is damaged.** Save it again and attach the new file.`,
    tooDemanding: (option: string) =>
      `**The image in \`${option}\` takes too much memory or time to open.** Save it as a plain JPEG or PNG and attach that.`,
    busy: (option: string) =>
      `**Too many images are waiting, so I couldn't check the one in \`${option}\`.** Try again in a few minutes.`,
    tooSmall: ({ option, width, height, shortestSide }: PictureSize & { shortestSide: number }) =>
      `**The image in \`${option}\` is too small.** It's ${width}×${height}; each side needs at least ${shortestSide} pixels.`,
    badRatio: ({ option, width, height }: PictureSize) =>
      `**The image in \`${option}\` is too long and narrow.** It's ${width}×${height}; the longer side can be at most 2.5 times the shorter one. Crop it and attach it again.`,
  },

  /** The short reply that mentions the owner, and says of each video what became of it. `name` is one of the first two. */
  notifications: {
    quoted: (prompt: string) => `“${prompt}”`,
    unnamed: 'The video',
    /** Before one line for each. */
    several: (count: number) => plural(count, { one: `${number(count)} video:`, other: `${number(count)} videos:` }),
    succeeded: (name: string) => `${name} is ready.`,
    withheld: (name: string) => `${name} is ready. Open it with the button on its message.`,
    messageGone: (name: string) => `${name} is ready, but its message was deleted. Find it in \`/kling queue\`.`,
    failed: (name: string) => `${name} couldn't be made.`,
    lost: (name: string) => `${name} was never finished.`,
    unconfirmed: (name: string) => `${name}: I don't know what became of it.`,
    stopped: ({ name, moderator }: { name: string; moderator: string }) =>
      `${name} was stopped by ${moderator}. It isn't counted against the allowance.`,
    hidden: ({ name, moderator }: { name: string; moderator: string }) =>
      `${name} is ready, but ${moderator} kept it from being posted. Find it in \`/kling queue\`.`,
  },
}

export type StatusTexts = typeof status

interface PictureSize {
  option: string
  width: number
  height: number
}
