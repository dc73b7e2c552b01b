/** The list of a person's videos; they alone read it. */
export const history = {
  history: {
    title: '### Your history',
    /** What is asked of them: "Pro 1080p", "ready", "“boat”". */
    filtered: (filters: string) => `-# Only: ${filters}`,
    empty: '**No videos yet.** Make one, for example:\n`/kling video prompt: a paper boat on a rainy street`',
    noneMatch: '**No video fits these filters.** Press *Filter* to change them.',
    noneOlder: '**No older videos.** Press *Newer* to go back.',
    quoted: (words: string) => `“${words}”`,
    unnamed: 'No prompt',
    message: (link: string) => `[message](${link})`,
  },
  /** Why a recipe or a video of before is not made or shown. */
  historyErrors: {
    recipeUnknown:
      "**I don't know this recipe.** Check the code: it's like K7-3F9QX, and one of a deleted video no longer works.",
    recipeNotShared:
      "**This recipe is somebody else's, and they don't share theirs.** Make your own with `/kling video`.",
    nothingToShow: '**You have no such finished video.** Find yours in `/kling history`.',
    tooSensitive:
      "**Kling marked this video as sensitive, so I can't show it in this channel.** Show it with `private: True`, or in an age-restricted channel.",
    keptFromPosting:
      '**A moderator kept this video from being posted, so I only show it to you.** Use `private: True`.',
  },
  /** Behind the settings of one, and between commas in what is asked of them. */
  progresses: { ready: 'ready', inProgress: 'in progress', notMade: 'no video' },
  historyButtons: { open: 'Open', newer: 'Newer', older: 'Older', filter: 'Filter', back: 'Back to the list' },
  /** What Filter opens; Discord shows 45 characters of each. */
  historyForm: {
    title: 'Filter your videos',
    words: 'Words in the prompt',
    quality: 'Quality',
    progress: 'State',
    all: 'All',
  },
}

export type HistoryTexts = typeof history
