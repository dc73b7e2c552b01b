/** Private answers to the Cancel button. */
export const cancelSentences = {
  cancelled: '**Cancelled.** Nothing is charged.',
  requested: '**I am cancelling it.** It ends as soon as the video service has answered.',
  cannotStop:
    '**The video service cannot stop this video any more.** What it costs counts against your allowance, even if you stop waiting. Keep waiting, and you get it as usual.',
  abandoned:
    '**You no longer wait for it.** What it costs still counts. If it gets done, `/kling queue` keeps it for you.',
  alreadyFinished: '**It has already ended.** There is nothing left to cancel.',
} as const
