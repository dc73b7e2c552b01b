/** Private answers to a command or click that was already taken once. */
export const repeatedSentences = {
  withLink: (link: string) => `**This one was already started:** ${link}`,
  withoutLink: '**This one was already started.** You find it with `/kling queue`.',
} as const
