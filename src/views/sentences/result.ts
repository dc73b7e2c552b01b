/** What stands below a finished video. Each is a whole sentence or a label of its own. */
export const resultSentences = {
  linkDays: (days: number) => `-# The link works for ${days} days.`,
  linkOneDay: '-# The link works for 1 day.',
  linkLimited: '-# The link works for a limited time: download the video if you want to keep it.',
  notKept: '-# I could not keep a copy, so please download the video while the link works.',
  unplayable: (codec: string) =>
    `-# This video comes in ${codec}, which Discord does not play. Save it and watch it with another program.`,
  longLink: (url: string) => `[Open video](<${url}>)`,
  alternativeText: (prompt: string) => `Video made from the prompt: ${prompt}`,
  alternativeTextWithoutPrompt: 'Video made with Kling',
} as const
