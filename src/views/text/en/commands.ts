/** What Discord shows while a command is typed, and the names that sentences use for the same things. */
export const commands = {
  /** Of `/kling` and what is below it. Names have at most 32 characters, small letters only; descriptions at most 100. */
  commandNames: {
    video: 'video',
    storyboard: 'storyboard',
    queue: 'queue',
    history: 'history',
    show: 'show',
    run: 'run',
    usage: 'usage',
    settings: 'settings',
    privacy: 'privacy',
    help: 'help',
  },
  commandDescriptions: {
    kling: 'Make videos with Kling',
    video: 'Make a video from a description or an image',
    storyboard: 'Make a video of several shots, one by one',
    queue: "Videos in progress, and finished ones you haven't opened",
    history: 'All your videos: open them again, filter them',
    show: 'Show one of your videos here again',
    run: 'Make a video by its recipe',
    usage: 'Your allowance: used, left, and when it resets',
    settings: 'Your defaults for new videos, and how you hear of them',
    privacy: 'What I keep of you: see, export or delete it',
    help: 'What you can do here: examples, limits and prices',
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
    preset: 'preset',
    private: 'private',
    shots: 'shots',
    elements: 'elements',
    cuts: 'cuts',
    words: 'words',
    recipe: 'recipe',
    state: 'state',
    variants: 'variants',
  },
  optionDescriptions: {
    prompt: 'What the video shows',
    image: 'Image to start with',
    end_image: 'Image to end with; needs a start image too',
    duration: ({ shortest, longest, usual }: { shortest: number; longest: number; usual: number }) =>
      `Length in seconds, ${shortest}–${longest} (default ${usual})`,
    aspect_ratio: (usual: string) => `Default ${usual}; ignored with an image`,
    quality: 'Resolution (default Standard)',
    sound: 'With sound (default True)',
    negative_prompt: 'What to leave out',
    guidance: 'How closely to follow the prompt, 0–1',
    cuts: 'One shot, or cuts (default: as the model likes)',
    preset: 'Settings and words that this server has prepared',
    private: 'Only you see it (default False)',
    shots: '[3s] a fox wakes up [4s] it runs; leave it out to add them one by one',
    variants: ({ most }: { most: number }) => `How many of it at once, 1–${most} (default 1)`,
    words: 'Words in the prompt',
    recipe: 'Its code, like K7-3F9QX',
    recipeToShow: 'Its code, like K7-3F9QX (default: your newest)',
    qualityOfListed: 'Only videos in this quality',
    state: 'Only videos in this state',
  },

  /** In sentences. */
  qualityNames: { standard: 'Standard 720p', pro: 'Pro 1080p', '4k': '4K' },
  /** Of a video: how large it is can be seen, and is what its file says. */
  shortQualityNames: { standard: 'Standard', pro: 'Pro', '4k': '4K' },
  /** In the list of choices: what a video of the usual length costs with sound. */
  pricedChoice: ({ quality, price, seconds }: { quality: string; price: string; seconds: string }) =>
    `${quality} · ${price} for ${seconds} s`,
  aspectRatioChoices: { '16:9': '16:9 landscape', '9:16': '9:16 portrait', '1:1': '1:1 square' },

  cutsChoices: { one: 'One shot', auto: 'Let Kling cut', mine: 'My shots' },

  times: {
    hours: (count: string) => `${count} h`,
    minutes: (count: string) => `${count} min`,
    seconds: (count: string) => `${count} s`,
    secondsSpan: ({ from, to }: { from: string; to: string }) => `${from}–${to} s`,
    minutesSpan: ({ from, to }: { from: string; to: string }) => `${from}–${to} min`,
    /** Of one of those that is no span. */
    about: (time: string) => `about ${time}`,
    /** `1 h` and `3 min`. */
    joined: ({ larger, smaller }: { larger: string; smaller: string }) => `${larger} ${smaller}`,
    /** Both are Discord's, in the language and time zone of whoever looks. */
    renewal: ({ relative, date }: { relative: string; date: string }) => `${relative} (${date})`,
  },
}

export type CommandTexts = typeof commands
