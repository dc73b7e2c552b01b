/** Why there is no video, and what helps. */
export const failureSentences = {
  contentRefused:
    '**The video service refused this content.** What often helps: no real people, brands or film characters; nothing violent or sexual; another image. Change the prompt and ask again with `/kling video`.',
  outOfCredit: '**Videos cannot be made right now.** That is not your fault. Please try again later.',
  providerUnavailable: '**The video service cannot be reached right now.** Please try again in a few minutes.',
  requestRefused: '**The video service did not accept this request.** That is not your fault. Other settings may work.',
  renderFailed:
    '**The video service could not finish this video.** It gave no reason that helps. Often a second try works.',
  resultUnavailable: '**Your video was made, but I could not fetch it from the video service.** I am sorry.',
  notAcknowledged: '**Discord did not take my answer, so nothing was started.** Please try again.',
  answerUnclear: '**I lost touch with Discord right after you asked, so nothing was started.** Please try again.',
} as const

/** Why a picture cannot be used; `option` is the option's name in the command. */
export const pictureSentences = {
  foreignOrigin: (option: string) =>
    `**I only take pictures that were uploaded to Discord.** Attach the file itself as \`${option}\`.`,
  unreachable: (option: string) =>
    `**I could not fetch the picture in \`${option}\` from Discord.** Try again, or attach it once more.`,
  notKept: (option: string) =>
    `**I no longer have the picture in \`${option}\`.** It was kept for a while only. Ask again with \`/kling video\` and attach it.`,
  tooManyBytes: (option: string, megabytes: number) =>
    `**The file in \`${option}\` is too large.** It may have up to ${megabytes} MB.`,
  tooManyPixels: (option: string, megapixels: number) =>
    `**The picture in \`${option}\` has too many pixels.** It may have up to ${megapixels} megapixels.`,
  notAPicture: (option: string) =>
    `**The file in \`${option}\` is not a picture I can read.** PNG, JPEG, WebP, AVIF, GIF and BMP work.`,
  broken: (option: string) => `**The picture in \`${option}\` is damaged.** Save it again and attach the new file.`,
  tooDemanding: (option: string) =>
    `**The picture in \`${option}\` takes too much memory or time to open.** Save it as an ordinary JPEG or PNG and attach that.`,
  busy: (option: string) =>
    `**Too many pictures are waiting, so I could not check the one in \`${option}\`.** Try again in a few minutes.`,
  tooSmall: (option: string, width: number, height: number, shortestSide: number) =>
    `**The picture in \`${option}\` is too small.** It is ${width}×${height}; each side needs at least ${shortestSide} pixels.`,
  badRatio: (option: string, width: number, height: number) =>
    `**The picture in \`${option}\` is too long and narrow.** It is ${width}×${height}; the longer side may be at most 2.5 times the shorter one. Crop it and attach it again.`,
} as const
