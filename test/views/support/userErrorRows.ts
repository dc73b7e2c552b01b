import type { UserErrorReason } from '../../../src/domain/userError.ts'
import { noon } from './createGeneration.ts'

const free = '-# Not counted against your allowance.'
const when = '<t:1800000000:R> (<t:1800000000:F>)'
const closed = '**Videos are switched off right now.** The person who runs me can switch them back on.'
const cheaper = 'A shorter video, a lower quality or no sound uses less.'

/** What a person did wrong, and the lines they read in English. */
export const userErrorRows: [UserErrorReason, string[]][] = [
  [
    { code: 'serverNotAllowed' },
    [
      "**I'm not set up to make videos in this server.** If you'd like that, ask an admin here to talk to the person who runs me.",
      free,
    ],
  ],
  [
    { code: 'userInstallNotAllowed' },
    ["**I can't make videos here.** I can in servers that invited me and set me up.", free],
  ],
  [
    { code: 'tooManyOpen', limit: 1 },
    ["**You already have a video in progress.** Wait until it's done, or cancel it in `/kling queue`.", free],
  ],
  [
    { code: 'tooManyOpen', limit: 3 },
    ['**You already have 3 videos in progress.** Wait until one is done, or cancel one in `/kling queue`.', free],
  ],
  [
    { code: 'tooManyToday', limit: 10, renewsAt: noon },
    [`**You've used today's 10 videos.** You can make more ${when}.`, free],
  ],
  [
    { code: 'tooManyToday', limit: 1, renewsAt: noon },
    [`**You've used today's video.** You can make another ${when}.`, free],
  ],
  [
    { code: 'tooManyAttempts', per: 'day', limit: 50, renewsAt: noon },
    [
      `**You've made 50 requests today, cancelled and failed ones included.** That's the limit per person. You can ask again ${when}.`,
      free,
    ],
  ],
  [
    { code: 'tooManyAttempts', per: 'minute', limit: 10, renewsAt: noon },
    ["**You've made 10 requests within a minute.** You can ask again <t:1800000000:R>.", free],
  ],
  [
    { code: 'overBudget', scope: 'person', budget: 3_000_000, left: 200_000, needed: 630_000, renewsAt: noon },
    [
      `**This video uses ≈ $0.63, and you have $0.20 of $3.00 left today.** Your allowance resets ${when}. ${cheaper}`,
      free,
    ],
  ],
  [
    { code: 'overBudget', scope: 'server', budget: 30_000_000, left: 0, needed: 630_000, renewsAt: noon },
    [
      `**This video uses ≈ $0.63, and this server has $0.00 of $30.00 left this month.** Its allowance resets ${when}.`,
      free,
    ],
  ],
  [
    { code: 'overBudget', scope: 'everyone', budget: 100_000_000, left: 84_000, needed: 630_000, renewsAt: noon },
    [
      `**This video uses ≈ $0.63, and the whole bot has $0.08 of $100.00 left this month.** That resets ${when}. ${cheaper}`,
      free,
    ],
  ],
  ...(
    [
      [3_000_000, { seconds: 7, price: 2_940_000 }, 4, 'Up to 7 s in 4K fits (≈ $2.94).'],
      [
        200_000,
        { seconds: 7, price: 2_940_000, from: noon },
        0,
        `Up to 7 s in 4K fits (≈ $2.94) once the budget resets ${when}.`,
      ],
      [200_000, undefined, 0, cheaper],
    ] as const
  ).map(([left, shorter, count, fitting]): [UserErrorReason, string[]] => [
    {
      code: 'overBudget',
      scope: 'person',
      budget: 3_000_000,
      left,
      needed: 6_300_000,
      renewsAt: noon,
      remaining: { count, binds: 'person' },
      neverFits: { quality: '4k', duration: 15, ...(shorter !== undefined && { shorter }) },
    },
    [
      `**15 s in 4K uses ≈ $6.30, more than the $3.00 you have for a whole day.** ${fitting}`,
      ...(count > 0 ? [`**About ${count} more standard videos today** · limited by your daily allowance`] : []),
      free,
    ],
  ]),
  [{ code: 'tooManyOpen', limit: 0 }, [closed, free]],
  [{ code: 'tooManyToday', limit: 0, renewsAt: noon }, [closed, free]],
  [{ code: 'overBudget', scope: 'server', budget: 0, left: 0, needed: 630_000, renewsAt: noon }, [closed, free]],
  [
    { code: 'promptEmpty' },
    [
      '**Tell me what the video should show.** For example: `/kling video prompt: a paper boat on a rainy street`',
      free,
    ],
  ],
  [
    { code: 'promptTooShort', least: 2 },
    ['**Your prompt is too short for Kling.** It needs at least 2 characters.', free],
  ],
  [
    { code: 'promptTooLong', length: 2_800, limit: 2_500, isInParts: true },
    [
      '**Your prompt is too long for Kling.** Some emoji and letters have several parts, and each part counts: yours has 2800; 2500 fit.',
      free,
    ],
  ],
  [
    { code: 'promptTooLong', length: 20_000, limit: 2_500 },
    ['**Your prompt is too long.** It has 20000 characters; 2500 fit.', free],
  ],
  [
    { code: 'negativePromptTooLong', length: 2_501, limit: 2_500 },
    ['**Your `negative_prompt` is too long.** It has 2501 characters; 2500 fit.', free],
  ],
  [
    { code: 'presetGone', preset: '*Noir*' },
    [
      '**This server has no preset called \\*Noir\\*, or no longer.** Pick another one, or leave `preset` out.',
      '-# Not counted against your allowance.',
    ],
  ],
  [
    { code: 'presetTooLong', preset: 'Noir', length: 2_629, limit: 2_500 },
    [
      '**Together with the preset Noir, your prompt is too long.** It has 2629 characters; 2500 fit.',
      '-# Not counted against your allowance.',
    ],
  ],
  [
    { code: 'durationOutOfRange', shortest: 3, longest: 15 },
    ['**A video can be 3–15 seconds long.** Choose a `duration` in whole seconds.', free],
  ],
  [{ code: 'guidanceOutOfRange' }, ['**`guidance` goes from 0 to 1**, for example 0.5.', free]],
  [{ code: 'noShots' }, ['**No shots yet.** Press *Add shot*.', free]],
  [
    { code: 'tooManyShots', count: 6, limit: 5 },
    ['**6 shots are too many.** A video takes up to 5. Remove some.', free],
  ],
  [
    { code: 'shotOutOfRange', shot: 2, seconds: 2, shortest: 3, longest: 15 },
    ['**Shot 2 is 2 s long.** A shot takes 3–15 s. Edit it.', free],
  ],
  [
    { code: 'shotsTooLong', seconds: 18, longest: 15 },
    ['**Your shots take 18 s together, and a video up to 15 s.** Shorten one, or remove one.', free],
  ],
  [
    { code: 'shotsDoNotFill', seconds: 7, duration: 10 },
    ['**Your shots take 7 s together, but the video 10 s.** Edit them until that fits.', free],
  ],
  [
    { code: 'endImageWithoutStart' },
    ['**`end_image` needs an `image` too.** The video starts with one and ends with the other.', free],
  ],
  [
    {
      code: 'pictureRefused',
      role: 'end',
      problem: { kind: 'tooSmall', width: 100, height: 90, shortestSide: 300 },
    },
    ["**The image in `end_image` is too small.** It's 100×90; each side needs at least 300 pixels.", free],
  ],
  [
    { code: 'unknownChoice', option: 'quality' },
    ["**I don't know this value for `quality`.** Type the command again and pick one from the list.", free],
  ],
  [
    { code: 'unsupportedCombination', options: ['endFrame'], nearest: [{ quality: 'pro' }, { without: 'endFrame' }] },
    [
      "**`end_image` doesn't work with these settings.**",
      '- It works with the quality Pro 1080p.',
      '- It works without `end_image`.',
      free,
    ],
  ],
  [
    {
      code: 'unsupportedCombination',
      options: ['negativePrompt', 'guidance', 'shots', 'elements'],
      nearest: [{ quality: '4k' }],
    },
    [
      "**`negative_prompt` doesn't work with these settings.**",
      "**`guidance` doesn't work with these settings.**",
      "**`shots` doesn't work with these settings.**",
      "**`elements` doesn't work with these settings.**",
      '- It works with the quality 4K.',
      free,
    ],
  ],
  [{ code: 'unsupportedCombination', options: [], nearest: [] }, ["**These settings don't work together.**", free]],
  [
    { code: 'cannotPostHere' },
    ["**I can't post in this channel.** Try another one, or make the video with `private: True`.", free],
  ],
  [
    { code: 'storeUnavailable' },
    ["**I can't save anything right now, so I didn't start anything.** Try again in a few minutes.", free],
  ],
  [{ code: 'shuttingDown' }, ["**I'm restarting.** Try again in a minute.", free]],
  [{ code: 'notFound' }, ['**I no longer know this video.** Make a new one with `/kling video`.']],
  [
    { code: 'setAside' },
    [
      "**I ran into a problem with this video and put it aside.** I'll pick it up again after my next restart. Until then it doesn't count as one of your open videos.",
    ],
  ],
  [
    { code: 'notYours' },
    ['**This belongs to somebody else, so only they can do that.** Make your own with `/kling video`.'],
  ],
  [
    { code: 'variantsGoing' },
    [
      '**Other variants are still being made, in the same message.** Nothing was deleted. Delete them when all are done, or stop them in `/kling queue` first.',
    ],
  ],
  [
    { code: 'wrongPlace' },
    ["**This button doesn't belong to this message.** Use the one on the video's own message, or `/kling queue`."],
  ],
  [
    { code: 'notManager' },
    ['**You no longer have *Manage Server* here, so nothing was changed.** Ask an admin here if you should have it.'],
  ],
  [
    { code: 'recipeUnknown' },
    [
      "**I don't know this recipe.** Check the code: it's like K7-3F9QX, and one of a deleted video no longer works.",
      free,
    ],
  ],
  [
    { code: 'recipeNotShared' },
    ["**This recipe is somebody else's, and they don't share theirs.** Make your own with `/kling video`.", free],
  ],
  [{ code: 'nothingToShow' }, ['**You have no such finished video.** Find yours in `/kling history`.']],
  [
    { code: 'tooSensitive' },
    [
      "**Kling marked this video as sensitive, so I can't show it in this channel.** Show it with `private: True`, or in an age-restricted channel.",
    ],
  ],
  [
    { code: 'keptFromPosting' },
    ['**A moderator kept this video from being posted, so I only show it to you.** Use `private: True`.'],
  ],
  [
    { code: 'channelNotAllowed', channels: ['1', '2'] },
    ["**Videos aren't made in this channel.** Try <#1> or <#2>.", free],
  ],
  [
    { code: 'roleNotAllowed', roles: ['1'] },
    ['**Only members with <@&1> can make videos here.** Ask an admin of this server.', free],
  ],
  [
    { code: 'qualityNotAllowed', quality: '4k', qualities: ['standard', 'pro'] },
    ['**4K is switched off in this server.** Choose Standard 720p or Pro 1080p.', free],
  ],
  [
    { code: 'blocked', reason: 'spam', until: noon },
    [`**You can't make videos in this server until ${when}.** Reason: spam`, free],
  ],
  [
    { code: 'blocked', reason: 'spam' },
    ["**You can't make videos in this server.** Reason: spam", "Ask an admin here if you think that's wrong.", free],
  ],
  [
    { code: 'overBudget', scope: 'member', isServersOwn: true, budget: 0, left: 0, needed: 630_000, renewsAt: noon },
    ['**The admins of this server have switched videos off.** Ask one of them.', free],
  ],
  [
    {
      code: 'overBudget',
      scope: 'member',
      isServersOwn: true,
      budget: 1_000_000,
      left: 370_000,
      needed: 630_000,
      renewsAt: noon,
    },
    [
      `**This video uses ≈ $0.63, and you have $0.37 of $1.00 left in this server today.** That resets ${when}. A shorter video, a lower quality or no sound uses less.`,
      free,
    ],
  ],
  [
    { code: 'cannotPostThere', channelId: '1' },
    [
      "**I can't post in <#1>, so nothing was changed.** Give me *View Channel* and *Send Messages* there, then choose it again.",
    ],
  ],
  [{ code: 'amountUnclear' }, ['**I need an amount in dollars,** for example 2.50. Nothing was changed.']],
  [
    { code: 'aboveOperator', most: 200_000_000 },
    ["**That's more than the person who runs me allows: $200.00.** Choose that or less. Nothing was changed."],
  ],
  [
    { code: 'notReportable' },
    ["**That's no video of mine that everybody here sees.** Choose one of my finished videos."],
  ],
  [{ code: 'notModerator' }, ['**Only moderators of this server can do that.** Nothing was changed.']],
  [{ code: 'isEveryone' }, ['**Everyone has that role.** Use *Each member* for that. Nothing was changed.']],
  [{ code: 'panelGone' }, ['**This message is too old.** Type `/kling-admin` again.']],
  [{ code: 'storeFailed' }, ["**I can't read or save anything right now.** Press it again in a few minutes."]],
  [{ code: 'restarting' }, ["**I'm restarting.** Your videos continue by themselves. Press it again in a minute."]],
  ...(
    [
      [undefined, []],
      [{ counted: 630_000, spent: 630_000, basis: 'reported' }, ['-# It used $0.63 of your allowance.']],
      [{ counted: 630_000, spent: 630_000, basis: 'estimated' }, ['-# It used ≈ $0.63 of your allowance.']],
      [{ counted: 0, spent: 630_000, basis: 'unknown' }, ['-# It may have used up to $0.63 of your allowance.']],
      [{ counted: 0, spent: 0, basis: 'none' }, [free]],
    ] as const
  ).map(([settlement, lines]): [UserErrorReason, string[]] => [
    { code: 'notShown', about: { settlement } },
    [
      "**I couldn't show your video here.** Open `/kling queue` and press *Show me*, or look at the video's own message.",
      ...lines,
    ],
  ]),
  [{ code: 'outdated' }, ['**This is from an older version of me.** Type `/kling video` again.']],
]
