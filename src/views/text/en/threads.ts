/** Threads below videos: the button behind More, and what becomes of it. */
export const threads = {
  threads: {
    start: 'Make a thread',
    /** Where nothing of the prompt can be seen. */
    name: 'Video thread',
    started: (thread: string) =>
      `**${thread} is open.** Whatever you make of this video next is posted there, and this channel stays quiet.`,
    exists: (thread: string) =>
      `**This video already has a thread: ${thread}.** Discord allows one for each message. The next videos you make of it are posted there.`,
    forbidden:
      "**I can't open a thread here.** I need *Create Public Threads* and *Send Messages in Threads*: please ask a server admin.",
    messageGone: "**The video's message is gone.** `/kling show` posts it again.",
    tooMany: '**This server has too many open threads.** Close one, then press *Make a thread* again.',
    unknown: "**Discord didn't answer**, so I don't know if the thread is there. Have a look, or press again.",

    /** What is made of a video that has a thread. */
    roundThere: (thread: string) => `**Started in ${thread}.**`,
    roundGone: "**This video's thread is gone.** Nothing was started. Press again: the next one is posted here.",
    roundClosed: (thread: string) =>
      `**I can't post in ${thread}.** Nothing was started. Open it again or let me write there, then press again.`,
    roundUnclear: (thread: string) =>
      `**Discord didn't answer.** If ${thread} gets the video's message, it goes on there; if not, nothing is started.`,

    /** A video of a thread, in the channel above. */
    post: 'Post in the channel',
    posted: (link: string) => `**Posted in the channel:** ${link}`,
    postedBefore: (link: string) => `**It's already in the channel:** ${link}`,
    postClosed:
      "**I can't post in the channel above.** It's gone, or I may not send messages and files there: please ask a server admin.",
    postNotAllowed:
      "**You may not write in the channel above**, so I don't post there for you. Ask a server admin for *Send Messages* there.",
    postUnclear: "**Discord didn't answer**, so I don't know if it's there. Press again: it isn't posted twice.",
  },
}

export type ThreadTexts = typeof threads
