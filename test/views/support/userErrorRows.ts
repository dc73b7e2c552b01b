import type { UserErrorReason } from '../../../src/domain/userError.ts'
import { noon } from './createGeneration.ts'

const free = '-# Nothing was charged.'
const when = '<t:1800000000:R> (<t:1800000000:F>)'
const closed = '**Videos are switched off at the moment.** The person who runs me can switch them on again.'
const cheaper = 'A shorter video, a lower quality or no sound costs less.'

/** What a person did wrong, and the lines they read in English. */
export const userErrorRows: [UserErrorReason, string[]][] = [
  [
    { code: 'serverNotAllowed' },
    [
      '**I am not set up to make videos in this server.** If you would like that, ask an admin here to talk to the person who runs me.',
      free,
    ],
  ],
  [
    { code: 'userInstallNotAllowed' },
    ['**I cannot make videos here.** I can in servers that I was invited to and set up for.', free],
  ],
  [
    { code: 'tooManyOpen', limit: 1 },
    ['**You already have a video on its way.** Wait until it is done, or cancel it with `/kling queue`.', free],
  ],
  [
    { code: 'tooManyOpen', limit: 3 },
    ['**You already have 3 videos on their way.** Wait until one is done, or cancel one with `/kling queue`.', free],
  ],
  [
    { code: 'tooManyToday', limit: 10, renewsAt: noon },
    [`**You have used all 10 videos of today.** You can make more ${when}.`, free],
  ],
  [
    { code: 'tooManyToday', limit: 1, renewsAt: noon },
    [`**You have used your 1 video of today.** You can make another ${when}.`, free],
  ],
  [
    { code: 'tooManyAttempts', per: 'day', limit: 50, renewsAt: noon },
    [
      `**You have asked for 50 videos today, cancelled and failed ones included.** That is as many as one person may. You can ask again ${when}.`,
      free,
    ],
  ],
  [
    { code: 'tooManyAttempts', per: 'minute', limit: 10, renewsAt: noon },
    ['**You have asked for 10 videos within a minute.** You can ask again <t:1800000000:R>.', free],
  ],
  [
    { code: 'overBudget', scope: 'person', budget: 3_000_000, left: 200_000, needed: 630_000, renewsAt: noon },
    [
      `**This video needs about $0.63, and you have $0.20 of $3.00 left today.** Your allowance renews ${when}. ${cheaper}`,
      free,
    ],
  ],
  [
    { code: 'overBudget', scope: 'server', budget: 30_000_000, left: 0, needed: 630_000, renewsAt: noon },
    [
      `**This video needs about $0.63, and this server has $0.00 of $30.00 left this month.** Its allowance renews ${when}.`,
      free,
    ],
  ],
  [
    { code: 'overBudget', scope: 'everyone', budget: 100_000_000, left: 84_000, needed: 630_000, renewsAt: noon },
    [
      `**This video needs about $0.63, and I have $0.084 of $100.00 left to spend this month.** That renews ${when}. ${cheaper}`,
      free,
    ],
  ],
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
    ['**Your prompt is too short for the video service.** It needs at least 2 characters.', free],
  ],
  [
    { code: 'promptTooLong', length: 2_800, limit: 2_500, isInParts: true },
    [
      '**Your prompt is too long for the video service.** Some emoji and letters are made of several parts, and each part counts: yours has 2800, and 2500 fit. Please shorten it.',
      free,
    ],
  ],
  [
    { code: 'promptTooLong', length: 20_000, limit: 2_500 },
    ['**Your prompt is too long.** It has 20000 characters, and 2500 fit. Please shorten it.', free],
  ],
  [
    { code: 'negativePromptTooLong', length: 2_501, limit: 2_500 },
    ['**Your `negative_prompt` is too long.** It has 2501 characters, and 2500 fit. Please shorten it.', free],
  ],
  [
    { code: 'durationOutOfRange', shortest: 3, longest: 15 },
    ['**A video can be 3 to 15 seconds long.** Please choose a `duration` in whole seconds.', free],
  ],
  [{ code: 'guidanceOutOfRange' }, ['**`guidance` goes from 0 to 1.** For example 0.5.', free]],
  [
    { code: 'endImageWithoutStart' },
    ['**`end_image` needs an `image` as well.** The video starts with the one and ends with the other.', free],
  ],
  [
    { code: 'unknownChoice', option: 'quality' },
    ['**I do not know this value for `quality`.** Type the command again and pick one from the list.', free],
  ],
  [
    { code: 'unsupportedCombination', options: ['endFrame'], nearest: [{ quality: 'pro' }, { without: 'endFrame' }] },
    [
      '**`end_image` does not work with these settings.**',
      '- It works with the quality Pro (1080p).',
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
      '**`negative_prompt` does not work with these settings.**',
      '**`guidance` does not work with these settings.**',
      '**`shots` does not work with these settings.**',
      '**`elements` does not work with these settings.**',
      '- It works with the quality 4K.',
      free,
    ],
  ],
  [{ code: 'unsupportedCombination', options: [], nearest: [] }, ['**These settings do not work together.**', free]],
  [
    { code: 'cannotPostHere' },
    ['**I cannot post in this channel.** Try another one, or ask for a private video with `private: True`.', free],
  ],
  [
    { code: 'storeUnavailable' },
    [
      '**I cannot save anything right now, so I do not start anything either.** Please try again in a few minutes.',
      free,
    ],
  ],
  [{ code: 'shuttingDown' }, ['**I am just being restarted.** Please try again in a minute.', free]],
  [{ code: 'notFound' }, ['**I no longer know this video.** You can make a new one with `/kling video`.']],
  [
    { code: 'setAside' },
    [
      '**I ran into a problem with this video and put it aside.** I’ll pick it up again after my next restart. Until then it doesn’t count as one of your open videos.',
    ],
  ],
  [
    { code: 'notYours' },
    ['**This is somebody else’s video, so only they can do that.** Make your own with `/kling video`.'],
  ],
  [
    { code: 'wrongPlace' },
    ['**This button does not belong to this message.** Use the one in the video’s own message, or `/kling queue`.'],
  ],
  [{ code: 'storeFailed' }, ['**I cannot read or save anything right now.** Please press it again in a few minutes.']],
  [
    { code: 'restarting' },
    ['**I am just being restarted.** Your videos go on by themselves. Please press it again in a minute.'],
  ],
  ...(
    [
      [undefined, []],
      [{ counted: 630_000, spent: 630_000, basis: 'reported' }, ['-# It cost $0.63.']],
      [{ counted: 630_000, spent: 630_000, basis: 'estimated' }, ['-# It cost about $0.63 (estimated).']],
      [{ counted: 0, spent: 630_000, basis: 'unknown' }, ['-# It may have cost up to $0.63.']],
      [{ counted: 0, spent: 0, basis: 'none' }, [free]],
    ] as const
  ).map(([settlement, lines]): [UserErrorReason, string[]] => [
    { code: 'notShown', about: { settlement } },
    [
      '**I could not show your video here.** Open `/kling queue` and press *Show me* there, or look at the video’s own message.',
      ...lines,
    ],
  ]),
  [{ code: 'outdated' }, ['**This is from an older version of me.** Please type `/kling video` again.']],
]
