/** What is made of a finished video: the buttons on its card, what is behind More, and the answers to them. */
export const rounds = {
  rounds: {
    /** Labels; Discord shows about 38 characters of one on a phone. */
    again: 'Again',
    change: 'Change',
    more: 'More',
    vary: 'Vary',
    upgrade: ({ quality, price }: { quality: string; price: string }) => `In ${quality} · ${price}`,
    details: 'Details',
    remove: 'Delete',
    remix: 'Remix',
    back: 'Back',

    /** Of the form that Change opens; Discord shows 45 characters of each. */
    formImage: 'Image',
    formImages: 'Images: the first one, then the last one',
    formImageGone: 'I no longer have yours. Add it again.',

    pictureGone:
      '**I no longer have the image of this video.** I only keep images for a while. Press *Change* to add it again.',

    varyTitle: '**What should be different?** You see the new prompt before anything starts.',
    varyPlaceholder: 'Motion, camera, light, mood',
    varied: (words: string) => `Added to the prompt: ${words}`,

    detailsTitle: '### Details',
    /** Below what was left out, where the model has no field for that. */
    leftOutByPrompt: '-# Added to the prompt: this model has no field of its own for it.',
    /** `when` is a date. */
    made: ({ when, elapsed }: { when: string; elapsed: string }) => `Made ${when} · ready in ${elapsed}`,
    cost: (amount: string) => `Cost: ${amount}`,
    recipe: (code: string) => `Recipe: \`${code}\``,
    madeFrom: (link: string) => `Made from [this video](${link})`,
    madeFromPrivate: 'Made from a private video',
    madeFromDeleted: 'Made from a video that was deleted',
    original: (url: string) => `[Original file](<${url}>)`,
    originalUntil: ({ url, until }: { url: string; until: string }) => `[Original file](<${url}>), until ${until}`,

    removeTitle: "**Delete this video?** Its message and my copy go, and you can't undo it. What it cost still counts.",
    removeNow: 'Delete it',
    removed: '**Deleted.** What it cost still counts.',
    removedByModerator: "**Deleted.** It's noted that it was you.",
    /** In the owner's direct messages. */
    removedOfYours: ({ name, channel, by }: { name: string; channel: string; by: string }) =>
      `**${by} deleted your video in ${channel}:** ${name}\nWhat it cost still counts. Ask them if you want to know why.`,
    removeMessageYourself: "I can't reach its message from here: dismiss or delete that yourself.",
  },

  /** The choices of Vary, each with the words that are added below it. */
  variations: {
    slowMotion: 'Motion: slow',
    fastMotion: 'Motion: fast',
    almostStill: 'Motion: almost none',
    pushIn: 'Camera: closer',
    orbit: 'Camera: around',
    aerial: 'Camera: from above',
    handheld: 'Camera: handheld',
    goldenHour: 'Light: golden hour',
    night: 'Light: night',
    neon: 'Light: neon',
    overcast: 'Light: overcast',
    dreamy: 'Mood: dreamy',
    tense: 'Mood: tense',
    cheerful: 'Mood: cheerful',
  },
}

export type RoundTexts = typeof rounds
