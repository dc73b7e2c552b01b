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
