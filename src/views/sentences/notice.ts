/** The short reply that notifies the owner. `owner` is a mention. */
export const noticeSentences = {
  succeeded: (owner: string) => `${owner} your video is ready.`,
  withheld: (owner: string) => `${owner} your video is ready. Only you can open it.`,
  messageGone: (owner: string) =>
    `${owner} your video is ready, but its message was deleted. \`/kling queue\` shows it to you.`,
  failed: (owner: string) => `${owner} your video could not be made.`,
  lost: (owner: string) => `${owner} your video was never finished.`,
  unconfirmed: (owner: string) => `${owner} I could not find out what became of your video.`,
} as const
