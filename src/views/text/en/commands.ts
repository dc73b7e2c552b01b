/** What Discord shows while a command is typed, and the names that sentences use for the same things. */
export const commands = {
  /** Of `/kling` and what is below it. Names have at most 32 characters, small letters only; descriptions at most 100. */
  commandNames: { video: 'video', queue: 'queue', usage: 'usage', help: 'help' },
  commandDescriptions: {
    kling: 'Make videos with Kling',
    video: 'Make a video from a description, or from a picture',
    queue: 'Your videos on their way, and finished ones you have not seen',
    usage: 'What you have used and have left, and when it renews',
    help: 'What you can do here, with examples, limits and prices',
  },

  /** As the person sees them; in English they are also what Discord sends us. */
  optionNames: {
    prompt: 'prompt',
    image: 'image',
    end_image: 'end_image',
    duration: 'duration',
    aspect_ratio: 'aspect_ratio',
    quality: 'quality',
    sound: 'sound',
    negative_prompt: 'negative_prompt',
    guidance: 'guidance',
    private: 'private',
    shots: 'shots',
    elements: 'elements',
  },
  optionDescriptions: {
    prompt: 'What the video shows',
    image: 'The picture the video begins with',
    end_image: 'The picture the video ends with; needs an image to begin with',
    duration: ({ shortest, longest, usual }: { shortest: number; longest: number; usual: number }) =>
      `Length in seconds, ${shortest} to ${longest} (${usual} unless you say)`,
    aspect_ratio: (usual: string) => `Shape of the video (${usual} unless you say); an image decides it by itself`,
    quality: 'How sharp, and what it costs (Standard unless you say)',
    sound: 'With sound (yes unless you say)',
    negative_prompt: 'What the video must not show',
    guidance: 'How closely it keeps to your description, 0 to 1',
    private: 'Only you see it',
  },

  /** In sentences. */
  qualityNames: { standard: 'Standard (720p)', pro: 'Pro (1080p)', '4k': '4K' },
  /** In the list of choices, before the price. */
  qualityChoices: { standard: 'Standard · 720p', pro: 'Pro · 1080p', '4k': '4K · 2160p' },
  pricedChoice: ({ quality, withSound, silent }: { quality: string; withSound: string; silent: string }) =>
    `${quality} · ${withSound}/s with sound, ${silent}/s without`,
  flatChoice: ({ quality, price }: { quality: string; price: string }) => `${quality} · ${price}/s`,

  times: {
    hours: (count: string) => `${count} h`,
    minutes: (count: string) => `${count} min`,
    seconds: (count: string) => `${count} s`,
    secondsSpan: ({ from, to }: { from: string; to: string }) => `${from}-${to} s`,
    minutesSpan: ({ from, to }: { from: string; to: string }) => `${from}-${to} min`,
    /** `1 h` and `3 min`. */
    joined: ({ larger, smaller }: { larger: string; smaller: string }) => `${larger} ${smaller}`,
    /** Both are Discord's, in the language and time zone of whoever looks. */
    renewal: ({ relative, date }: { relative: string; date: string }) => `${relative} (${date})`,
  },
}

export type CommandTexts = typeof commands
