/** What a person, or a server for everybody in it, chooses once. Labels of selects have at most 100 characters. */
export const preferences = {
  settingsCard: {
    title: '### Your settings',
    introduction: '-# They hold for each new video, unless you type something else. A change is saved at once.',
    serverTitle: "### This server's defaults",
    serverIntroduction:
      '-# They hold for each new video here, unless the member chose or typed something else. A change is saved at once.',
    quality: '**Quality**',
    aspectRatio: '**Aspect ratio**',
    notice: '**When a video is done**',
    quoteAbove: '**Show the price before it starts**',
    /** `value` is what holds where nothing is chosen. */
    defaultIs: (value: string) => `Default (${value})`,
    quoteAlways: 'For every video',
    quoteFrom: (amount: string) => `Above ${amount}`,
    quoteNever: 'Never',
    on: ({ option }: { option: string }) => `${option}: on`,
    off: ({ option }: { option: string }) => `${option}: off`,
    sound: 'Sound',
    isPrivate: 'Only I see it',
    serverIsPrivate: 'Only the member sees it',
    allowsRemix: 'Others may remix',
    resetAll: 'Reset all',
    noLongerOffered: ({ chosen, used }: { chosen: string; used: string }) =>
      `**${chosen} isn't offered any more.** I use ${used} instead.`,
    closedToMessages:
      "**I couldn't send you a direct message**, so I mentioned you in the channel. Allow direct messages in this server's privacy settings, and the next one gets through.",
    saved: '-# Saved.',
    reset: '-# Everything is back to the defaults.',
  },
  noticeChoices: {
    here: 'Mention me where I asked',
    direct: 'Send me a direct message',
    none: "Don't notify me",
  },
}

export type PreferenceTexts = typeof preferences
