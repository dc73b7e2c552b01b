/** Answers to messages that mention the bot, or answer it. Everybody in the channel reads them. */
export const mentions = {
  hint: '**What should I film?** Mention me with a sentence: “a paper boat at night, 10 s, vertical”. Add an image to start with it.',
  hintForReply: '**What should change?** Reply with it: “at night, 10 s, vertical”.',
  needsWords: '**What should happen in the image?** Mention me again with the image and a sentence.',
  gone: "**I don't know that video any more.** Mention me with what you'd like to see.",
  noRemix: "**That's somebody else's video, and they don't allow remixes.** Mention me with an idea of your own.",
  blocked: "**You can't make videos in this server.** Type `/kling video`, and only you read why.",
  tooManyImages: '**Two images at most:** one to start with, one to end with. Send it again with those.',
  tooMany: '**That was a lot at once.** Use the cards you have, or try again in a minute.',
  filtered:
    "**This server's message filter blocks that prompt.** Change the words, or use `/kling video` with `private: True`.",
}

/** What differs from the video that a request was made from, each a line of its own. */
export const changes = {
  added: (words: string) => `**Added:** ${words}`,
  newPrompt: '**New prompt**',
  soundOn: '**With sound**',
  soundOff: '**No sound**',
  newStartImage: '**New start image**',
  newEndImage: '**New end image**',
}

export type MentionTexts = typeof mentions
export type ChangeTexts = typeof changes
