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

const readyIn = 'ready in 2 min'
const link = '[Open video](<https://vm.runware.ai/video/a.mp4>)'
const openVideo = `${link} · ${readyIn}`
export const headline = '**a paper boat on a rainy street**'
export const readySettings = `${settings} · ${openVideo}`
const uploaded = '{attachment://kling-video.mp4} Video from the prompt: a paper boat on a rainy street'
const sensitive = { ...createSucceeded().result, url: 'https://vm.runware.ai/video/a.mp4', notSafeForWork: true }
const covered = "-# Marked as sensitive by Kling, so it's covered."
const expires = `-# Original link expires <t:${(noon + 130_000) / 1_000 + 7 * 86_400}:R>`
/** The row below each video. */
export const rounds =
  '[Again -> again:abcdefgh12345678] [Change -> change:abcdefgh12345678] [More -> more:abcdefgh12345678]'
const more = '[More -> more:abcdefgh12345678]'
const succeededLines = [uploaded, headline, readySettings, rounds]
const replaceLines = (changes: Record<number, string>) => succeededLines.map((line, index) => changes[index] ?? line)

const endedRows: StatusRow[] = [
  ['succeeded', createSucceeded(), {}, succeededLines],
  [
    'succeeded with a start frame, which the video shows itself',
    createSucceeded({ frames: { start: startFrame }, request: { startImage, ignoredAspectRatio: '1:1' } }),
    {},
    [...succeededLines.slice(0, 3), '-# 1:1 was ignored: the image sets the shape.', rounds],
  ],
  [
    'succeeded, too large to upload',
    createSucceeded(),
    { video: 'link' },
    [
      '{https://vm.runware.ai/video/a.mp4} Video from the prompt: a paper boat on a rainy street',
      headline,
      readySettings,
      expires,
      rounds,
    ],
  ],
  [
    'succeeded and uploaded before, drawn once more without the file',
    createSucceeded({ delivery: { uploadedUrl: 'https://cdn.discordapp.com/attachments/1/2/kling.mp4' } }),
    { video: 'link' },
    replaceLines({
      0: '{https://cdn.discordapp.com/attachments/1/2/kling.mp4} Video from the prompt: a paper boat on a rainy street',
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
      '{https://vm.runware.ai/video/a.mp4} Video from the prompt: a paper boat on a rainy street',
      headline,
      readySettings,
      '-# The link expires after a while: download the video to keep it.',
      "-# I couldn't keep a copy: download the video while the link works.",
      rounds,
    ],
  ],
  [
    'succeeded at an unknown cost, silent although sound was asked for',
    createSucceeded({
      settlement: { counted: 630_000, spent: 0, basis: 'unknown' },
      result: { hash: 'a-video', url: 'https://vm.runware.ai/video/a.mp4', hasSound: false, notSafeForWork: false },
    }),
    {},
    replaceLines({ 2: `${settings} · no sound · ${openVideo}` }),
  ],
  [
    'hidden, and made: no video and no way to it for others',
    createSucceeded({ abandonedAt: noon }),
    {},
    [green, en.states.succeededHidden, prompt, settings, `[Show me privately -> deliver:abcdefgh12345678] ${more}`],
  ],
  [
    'hidden, and shown to its owner, with what it cost',
    createSucceeded({ abandonedAt: noon }),
    { isPrivate: true },
    [uploaded, headline, `-# Standard · 5 s · $0.63 · ${link}`, en.states.succeededAfterAll, rounds],
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
    [
      '{attachment://kling-video.mp4} Video made with Kling',
      "-# The prompt isn't shown: this server's message filter blocks it.",
      `${settings} · ${readyIn}`,
      `${rounds} [Open video -> https://vm.runware.ai/video/a.mp4]`,
    ],
  ],
  [
    'sensitive in an ordinary channel: no video and no way to it',
    createSucceeded({ result: sensitive }),
    {},
    [
      green,
      '**Ready, and marked as sensitive by Kling.** Only the person who asked can open it.',
      prompt,
      `${settings} · ${readyIn}`,
      `[Show me privately -> deliver:abcdefgh12345678] ${more}`,
    ],
  ],
  [
    'sensitive in an age-restricted channel',
    createSucceeded({ result: sensitive, origin: { ageRestricted: true } }),
    {},
    [`covered ${uploaded}`, headline, readySettings, covered, rounds],
  ],
  [
    'sensitive in a private message to the owner',
    createSucceeded({ result: sensitive }),
    { isPrivate: true },
    [`covered ${uploaded}`, headline, `-# Standard · 5 s · $0.63 · ${openVideo}`, covered, rounds],
  ],
  [
    'sensitive where only the owner sees the status message',
    createSucceeded({ result: sensitive, origin: { ephemeral: true } }),
    {},
    [`covered ${uploaded}`, headline, `-# Standard · 5 s · $0.63 · ${openVideo}`, covered, rounds],
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
    [yellow, "**Kling never finished this one.** I've stopped checking.", countedPerhaps, prompt, settings, retry],
  ],
  [
    'lost, with a cost',
    createGeneration({ state: 'lost', settlement: { counted: 630_000, spent: 630_000, basis: 'reported' } }),
    {},
    [
      yellow,
      "**Kling never finished this one.** I've stopped checking.",
      'It still counts against the allowance.',
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
      "**Kling's answer got lost, so I don't know if this video was started.** I didn't resend it, to avoid paying twice.",
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
    '**Kling refused this content.** What often helps: no real people, brands or film characters; nothing violent or sexual; another image.',
    false,
  ],
  [{ kind: 'outOfCredit' }, "**I can't make videos right now.** Try again later.", true],
  [{ kind: 'providerUnavailable' }, "**Kling can't be reached right now.** Try again in a few minutes.", true],
  [{ kind: 'requestRefused' }, "**Kling didn't accept this request.** Other settings may work.", false],
  [
    { kind: 'renderFailed' },
    "**Kling couldn't finish this video.** It gave no reason; a second try often works.",
    true,
  ],
  [{ kind: 'resultUnavailable' }, "**The video was made, but I couldn't fetch it from Kling.** Sorry!", true],
  [{ kind: 'notAcknowledged' }, "**Discord didn't take my answer, so I didn't start anything.** Try again.", true],
  [
    { kind: 'pictureRefused', role: 'start', problem: { kind: 'foreignOrigin' } },
    '**I only take images uploaded to Discord.** Attach the file itself as `image`.',
    false,
  ],
  [
    { kind: 'pictureRefused', role: 'end', problem: { kind: 'unreachable' } },
    "**I couldn't fetch the image in `end_image` from Discord.** Try again, or attach it once more.",
    true,
  ],
  [
    { kind: 'pictureRefused', role: 'start', problem: { kind: 'notKept' } },
    '**I no longer have the image in `image`.** I only keep images for a while. Use `/kling video` again and attach it.',
    false,
  ],
  [
    { kind: 'pictureRefused', role: 'start', problem: { kind: 'tooDemanding' } },
    '**The image in `image` takes too much memory or time to open.** Save it as a plain JPEG or PNG and attach that.',
    false,
  ],
  [
    { kind: 'pictureRefused', role: 'end', problem: { kind: 'busy' } },
    "**Too many images are waiting, so I couldn't check the one in `end_image`.** Try again in a few minutes.",
    true,
  ],
  [
    { kind: 'pictureRefused', role: 'start', problem: { kind: 'tooManyBytes', limit: 20_971_520 } },
    '**The file in `image` is too large.** Up to 20 MB works.',
    false,
  ],
  [
    { kind: 'pictureRefused', role: 'start', problem: { kind: 'tooManyPixels', limit: 50_000_000 } },
    '**The image in `image` has too many pixels.** Up to 50 megapixels works.',
    false,
  ],
  [
    { kind: 'pictureRefused', role: 'start', problem: { kind: 'notAPicture' } },
    "**The file in `image` isn't an image I can read.** PNG, JPEG, WebP, AVIF, GIF and BMP work.",
    false,
  ],
  [
    { kind: 'pictureRefused', role: 'start', problem: { kind: 'broken' } },
    '**The image in `image` is damaged.** Save it again and attach the new file.',
    false,
  ],
  [
    {
      kind: 'pictureRefused',
      role: 'start',
      problem: { kind: 'tooSmall', width: 100, height: 100, shortestSide: 300 },
    },
    "**The image in `image` is too small.** It's 100×100; each side needs at least 300 pixels.",
    false,
  ],
  [
    { kind: 'pictureRefused', role: 'start', problem: { kind: 'badRatio', width: 400, height: 2_000 } },
    "**The image in `image` is too long and narrow.** It's 400×2000; the longer side can be at most 2.5 times the shorter one. Crop it and attach it again.",
    false,
  ],
]

const failedRows: StatusRow[] = failures.map(([failure, sentence, offersRetry]) => [
  `failed: ${failure.kind === 'pictureRefused' ? failure.problem.kind : failure.kind}`,
  createGeneration({ state: 'failed', failure, settlement: free }),
  {},
  [
    red,
    sentence,
    notCounted,
    prompt,
    settings,
    ...(offersRetry ? [retry] : []),
    ...(failure.kind === 'contentRefused' ? ['[Change prompt -> changePrompt:abcdefgh12345678]'] : []),
    ...(!offersRetry && failure.kind !== 'contentRefused' ? ['[Change -> changeRefused:abcdefgh12345678]'] : []),
  ],
])

/** At the end. */
export const finishedRows = [...endedRows, ...failedRows]
