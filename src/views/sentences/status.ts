/** How a generation stands, one or two whole sentences each. `since` is Discord's relative time: "2 minutes ago". */
export const statusSentences = {
  received: (since: string) => `**Got it.** You asked ${since}, and your video starts in a moment.`,
  checkingPicture: (since: string) => `**Checking your picture.** You asked ${since}.`,
  gettingReady: (since: string) => `**Getting ready.** You asked ${since}.`,

  queued: (since: string) => `**Waiting for a free place.** You asked ${since}.`,
  queuedNext: (since: string) => `**Waiting.** Yours starts next. You asked ${since}.`,
  queuedBehindOne: (since: string) => `**Waiting.** 1 video starts before yours. You asked ${since}.`,
  queuedBehind: (count: number, since: string) =>
    `**Waiting.** ${count} videos start before yours. You asked ${since}.`,

  paused: (since: string) =>
    `**Paused, nothing charged.** The video service takes no videos right now. Yours starts by itself as soon as it does. You asked ${since}.`,

  submitting: (since: string) => `**Starting.** Your video is being handed to the video service. You asked ${since}.`,
  submitted: (since: string) => `**On its way.** The video service took it ${since}.`,
  providerWaiting: (since: string) => `**Waiting at the video service.** It took your request ${since}.`,
  providerWaitingNext: (since: string) =>
    `**Waiting at the video service.** Yours is next there. It took your request ${since}.`,
  providerWaitingBehindOne: (since: string) =>
    `**Waiting at the video service.** 1 other is before yours there. It took your request ${since}.`,
  providerWaitingBehind: (count: number, since: string) =>
    `**Waiting at the video service.** ${count} others are before yours there. It took your request ${since}.`,
  rendering: (since: string) => `**Rendering.** The video service took it ${since}.`,

  usual: (span: string) => `The rendering time is usually ${span}.`,

  cancelRequested: (since: string) =>
    `**Cancelling.** You asked for that ${since}. It ends as soon as the video service has answered.`,
  abandoned: (since: string) =>
    `**You stopped waiting ${since}.** The video service cannot stop this one, so what it costs still counts. If it gets done, \`/kling queue\` keeps it for you.`,
  overdue: (since: string) =>
    `**This takes longer than usual.** The video service took it ${since}. I keep checking for 24 hours and show it here when it is done.`,
  unconfirmed: (since: string) =>
    `**The connection broke ${since}, while your video was being sent.** I am finding out whether it arrived. It is not sent twice.`,

  succeeded: '**Your video is ready.**',
  succeededAfterAll: '**Your video got done after all.**',
  succeededSensitive: '**Your video is ready.** The video service marked it as sensitive, so it is covered.',
  succeededWithheld:
    '**Your video is ready.** The video service marked it as sensitive, so it is not shown here. Only you can open it.',
  cancelled: '**Cancelled.** No video is made.',
  lost: '**The video service never finished this one.** I have stopped checking.',
  unconfirmedForGood:
    '**I could not find out whether the video service took your request.** It was not sent again, so that nothing is paid twice.',

  notCounted: 'This does not count against you.',
  counted: (amount: string) => `This counts ${amount} against your allowance.`,
  countedPerhaps: (amount: string) =>
    `The video service did not say whether it charged for it, so ${amount} counts against your allowance.`,
  pressCheck: '-# If this message stops changing, press Check.',
  startImage: 'The picture the video begins with',
  promptHidden: "-# Your prompt is not repeated here: this server's message filter does not allow it.",
} as const
