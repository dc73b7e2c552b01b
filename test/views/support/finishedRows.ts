import type { Failure } from '../../../src/domain/generation.ts'
import { en } from '../../../src/views/text/en.ts'
import { createGeneration, createSucceeded, noon, startFrame, startImage } from './createGeneration.ts'
import {
  countedPerhaps,
  darkGrey,
  free,
  green,
  notCounted,
  prompt,
  red,
  retry,
  type StatusRow,
  settings,
  yellow,
} from './statusWords.ts'

const openVideo = '[Open video -> https://vm.runware.ai/video/a.mp4]'
export const sizedSettings = '-# Standard (720p) · 1280×720 · 5 s · 16:9 · sound on'
const uploaded = '{attachment://kling-video.mp4} Video made from the prompt: a paper boat on a rainy street'
const sensitive = { ...createSucceeded().result, url: 'https://vm.runware.ai/video/a.mp4', notSafeForWork: true }
const covered = '**Your video is ready.** The video service marked it as sensitive, so it is covered.'
const succeededLines = [
  green,
  '**Your video is ready.**',
  prompt,
  sizedSettings,
  '-# cost $0.63 · made in 2 min 5 s',
  uploaded,
  '-# The link works for 7 days.',
  openVideo,
]
const replaceLines = (changes: Record<number, string>) => succeededLines.map((line, index) => changes[index] ?? line)

const endedRows: StatusRow[] = [
  ['succeeded', createSucceeded(), {}, succeededLines],
  [
    'succeeded with a start frame, which is no longer shown',
    createSucceeded({ frames: { start: startFrame }, request: { startImage, ignoredAspectRatio: '1:1' } }),
    {},
    [
      ...succeededLines.slice(0, 3),
      '-# Standard (720p) · 1280×720 · 5 s · shape of your image · sound on',
      '-# You asked for 1:1, but a video with an image takes the shape of that image.',
      ...succeededLines.slice(4),
    ],
  ],
  [
    'succeeded, too large to upload',
    createSucceeded(),
    { video: 'link' },
    replaceLines({
      5: '{https://vm.runware.ai/video/a.mp4} Video made from the prompt: a paper boat on a rainy street',
    }),
  ],
  [
    'succeeded and uploaded before, drawn once more without the file',
    createSucceeded({ delivery: { uploadedUrl: 'https://cdn.discordapp.com/attachments/1/2/kling.mp4' } }),
    { video: 'link' },
    replaceLines({
      5: '{https://cdn.discordapp.com/attachments/1/2/kling.mp4} Video made from the prompt: a paper boat on a rainy street',
    }),
  ],
  [
    'succeeded, but it could not be kept, at a provider that does not say how long links work',
    createSucceeded({
      provider: 'runcomfy',
      settlement: { counted: 630_000, spent: 630_000, basis: 'estimated' },
      result: { url: 'https://vm.runware.ai/video/a.mp4', notSafeForWork: false },
    }),
    {},
    [
      green,
      '**Your video is ready.**',
      prompt,
      settings,
      '-# cost about $0.63 (estimated) · made in 2 min 5 s',
      '{https://vm.runware.ai/video/a.mp4} Video made from the prompt: a paper boat on a rainy street',
      '-# The link works for a limited time: download the video if you want to keep it.',
      '-# I could not keep a copy, so please download the video while the link works.',
      openVideo,
    ],
  ],
  [
    'succeeded at an unknown cost, silent although sound was asked for',
    createSucceeded({
      settlement: { counted: 630_000, spent: 0, basis: 'unknown' },
      result: { hash: 'a-video', url: 'https://vm.runware.ai/video/a.mp4', hasSound: false, notSafeForWork: false },
    }),
    {},
    replaceLines({
      3: '-# Standard (720p) · 5 s · 16:9 · sound off',
      4: '-# cost unknown · made in 2 min 5 s',
    }),
  ],
  [
    'hidden, and made: no video and no way to it for others',
    createSucceeded({ abandonedAt: noon }),
    {},
    [
      green,
      en.states.succeededHidden,
      prompt,
      sizedSettings,
      '-# cost $0.63 · made in 2 min 5 s',
      '[Show it to me privately -> deliver:abcdefgh12345678]',
    ],
  ],
  [
    'hidden, and shown to its owner',
    createSucceeded({ abandonedAt: noon }),
    { isPrivate: true },
    replaceLines({ 1: en.states.succeededAfterAll }),
  ],
  [
    'stopped by a moderator',
    createGeneration({ state: 'cancelled', settlement: free, stoppedBy: '1100000000000000009' }),
    {},
    [darkGrey, '**Stopped by <@1100000000000000009>.**', notCounted, prompt, settings],
  ],
  [
    'succeeded without the prompt, which is not in the alternative text either',
    createSucceeded(),
    { withPrompt: false },
    replaceLines({
      2: "-# Your prompt is not repeated here: this server's message filter does not allow it.",
      5: '{attachment://kling-video.mp4} Video made with Kling',
    }),
  ],
  [
    'sensitive in an ordinary channel: no video and no way to it',
    createSucceeded({ result: sensitive }),
    {},
    [
      green,
      '**Your video is ready.** The video service marked it as sensitive, so it is not shown here. Only you can open it.',
      prompt,
      sizedSettings,
      '-# cost $0.63 · made in 2 min 5 s',
      '[Show it to me privately -> deliver:abcdefgh12345678]',
    ],
  ],
  [
    'sensitive in an age-restricted channel',
    createSucceeded({ result: sensitive, origin: { ageRestricted: true } }),
    {},
    replaceLines({ 1: covered, 5: `covered ${uploaded}` }),
  ],
  [
    'sensitive in a private message to the owner',
    createSucceeded({ result: sensitive }),
    { isPrivate: true },
    replaceLines({ 1: covered, 5: `covered ${uploaded}` }),
  ],
  [
    'sensitive where only the owner sees the status message',
    createSucceeded({ result: sensitive, origin: { ephemeral: true } }),
    {},
    replaceLines({ 1: covered, 5: `covered ${uploaded}` }),
  ],
  [
    'cancelled in time',
    createGeneration({ state: 'cancelled', settlement: free }),
    {},
    [darkGrey, en.states.cancelled, notCounted, prompt, settings],
  ],
  [
    'lost',
    createGeneration({ state: 'lost', settlement: { counted: 630_000, spent: 630_000, basis: 'unknown' } }),
    {},
    [
      yellow,
      '**The video service never finished this one.** I have stopped checking.',
      countedPerhaps,
      prompt,
      settings,
      retry,
    ],
  ],
  [
    'lost, with a cost',
    createGeneration({ state: 'lost', settlement: { counted: 630_000, spent: 630_000, basis: 'reported' } }),
    {},
    [
      yellow,
      '**The video service never finished this one.** I have stopped checking.',
      'This counts $0.63 against your allowance.',
      prompt,
      settings,
      retry,
    ],
  ],
  [
    'unconfirmed for good',
    createGeneration({ state: 'unconfirmed', settlement: { counted: 630_000, spent: 630_000, basis: 'unknown' } }),
    {},
    [
      yellow,
      '**I could not find out whether the video service took your request.** It was not sent again, so that nothing is paid twice.',
      countedPerhaps,
      prompt,
      settings,
      retry,
    ],
  ],
]

const failures: [Failure, sentence: string, offersRetry: boolean][] = [
  [
    { kind: 'contentRefused' },
    '**The video service refused this content.** What often helps: no real people, brands or film characters; nothing violent or sexual; another image. Change the prompt and ask again with `/kling video`.',
    false,
  ],
  [
    { kind: 'outOfCredit' },
    '**Videos cannot be made right now.** That is not your fault. Please try again later.',
    true,
  ],
  [
    { kind: 'providerUnavailable' },
    '**The video service cannot be reached right now.** Please try again in a few minutes.',
    true,
  ],
  [
    { kind: 'requestRefused' },
    '**The video service did not accept this request.** That is not your fault. Other settings may work.',
    false,
  ],
  [
    { kind: 'renderFailed' },
    '**The video service could not finish this video.** It gave no reason that helps. Often a second try works.',
    true,
  ],
  [
    { kind: 'resultUnavailable' },
    '**Your video was made, but I could not fetch it from the video service.** I am sorry.',
    true,
  ],
  [{ kind: 'notAcknowledged' }, '**Discord did not take my answer, so nothing was started.** Please try again.', true],
  [
    { kind: 'pictureRefused', role: 'start', problem: { kind: 'foreignOrigin' } },
    '**I only take pictures that were uploaded to Discord.** Attach the file itself as `image`.',
    false,
  ],
  [
    { kind: 'pictureRefused', role: 'end', problem: { kind: 'unreachable' } },
    '**I could not fetch the picture in `end_image` from Discord.** Try again, or attach it once more.',
    true,
  ],
  [
    { kind: 'pictureRefused', role: 'start', problem: { kind: 'notKept' } },
    '**I no longer have the picture in `image`.** It was kept for a while only. Ask again with `/kling video` and attach it.',
    false,
  ],
  [
    { kind: 'pictureRefused', role: 'start', problem: { kind: 'tooDemanding' } },
    '**The picture in `image` takes too much memory or time to open.** Save it as an ordinary JPEG or PNG and attach that.',
    false,
  ],
  [
    { kind: 'pictureRefused', role: 'end', problem: { kind: 'busy' } },
    '**Too many pictures are waiting, so I could not check the one in `end_image`.** Try again in a few minutes.',
    true,
  ],
  [
    { kind: 'pictureRefused', role: 'start', problem: { kind: 'tooManyBytes', limit: 20_971_520 } },
    '**The file in `image` is too large.** It may have up to 20 MB.',
    false,
  ],
  [
    { kind: 'pictureRefused', role: 'start', problem: { kind: 'tooManyPixels', limit: 50_000_000 } },
    '**The picture in `image` has too many pixels.** It may have up to 50 megapixels.',
    false,
  ],
  [
    { kind: 'pictureRefused', role: 'start', problem: { kind: 'notAPicture' } },
    '**The file in `image` is not a picture I can read.** PNG, JPEG, WebP, AVIF, GIF and BMP work.',
    false,
  ],
  [
    { kind: 'pictureRefused', role: 'start', problem: { kind: 'broken' } },
    '**The picture in `image` is damaged.** Save it again and attach the new file.',
    false,
  ],
  [
    {
      kind: 'pictureRefused',
      role: 'start',
      problem: { kind: 'tooSmall', width: 100, height: 100, shortestSide: 300 },
    },
    '**The picture in `image` is too small.** It is 100×100; each side needs at least 300 pixels.',
    false,
  ],
  [
    { kind: 'pictureRefused', role: 'start', problem: { kind: 'badRatio', width: 400, height: 2_000 } },
    '**The picture in `image` is too long and narrow.** It is 400×2000; the longer side may be at most 2.5 times the shorter one. Crop it and attach it again.',
    false,
  ],
]

const failedRows: StatusRow[] = failures.map(([failure, sentence, offersRetry]) => [
  `failed: ${failure.kind === 'pictureRefused' ? failure.problem.kind : failure.kind}`,
  createGeneration({ state: 'failed', failure, settlement: free }),
  {},
  [red, sentence, notCounted, prompt, settings, ...(offersRetry ? [retry] : [])],
])

/** At the end. */
export const finishedRows = [...endedRows, ...failedRows]
