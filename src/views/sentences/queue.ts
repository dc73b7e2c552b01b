export const queueSentences = {
  title: '### Your videos',
  empty:
    '**You have no videos on their way.** Make one, for example:\n`/kling video prompt: a paper boat on a rainy street`',
  entry: (prompt: string) => `-# ${prompt}`,
  openMessage: (link: string) => `-# [Open the message](${link})`,
  oneMore: '-# And 1 more.',
  more: (count: number) => `-# And ${count} more.`,
} as const
