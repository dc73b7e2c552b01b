import { describe, expect, test } from 'vitest'
import type { StatusOptions } from '../../src/domain/contracts/delivery.ts'
import { type Failure, type Generation, states } from '../../src/domain/generation.ts'
import { renderStatus } from '../../src/views/statusMessage.ts'
import { en } from '../../src/views/text/en.ts'
import { createGeneration, createSucceeded, noon, startFrame, startImage } from './support/createGeneration.ts'
import { findErrors } from './support/findErrors.ts'
import { transcribe } from './support/transcribe.ts'

const usual: StatusOptions = { video: 'upload', withPrompt: true, isPrivate: false }
const asked = '<t:1800000000:R>'
const prompt = '> a paper boat on a rainy street'
const settings = '-# Standard (720p) · 5 s · 16:9 · sound on'
const estimate = '-# about $0.63 (estimate)'
const cancel = '[Cancel -> cancel:abcdefgh12345678]'
const check = '[Check -> check:abcdefgh12345678]'
const retry = '[Try again -> retry:abcdefgh12345678]'
const notCounted = 'This does not count against you.'
const countedPerhaps =
  'The video service did not say whether it charged for it, so $0.63 counts against your allowance.'
const grey = '#95a5a6'
const blurple = '#5865f2'
const yellow = '#fee75c'
const red = '#ed4245'
const darkGrey = '#979c9f'
const green = '#57f287'

const free = { counted: 0, spent: 0, basis: 'none' } as const
const running = { state: 'running', submits: 1, submittedAt: noon + 60_000, stateSince: noon + 61_000 } as const
const took = '<t:1800000060:R>'

type Row = [name: string, generation: Generation, options: Partial<StatusOptions>, lines: string[]]

const onTheWay: Row[] = [
  [
    'received',
    createGeneration(),
    {},
    [grey, `**Got it.** You asked ${asked}, and your video starts in a moment.`, prompt, settings, estimate, cancel],
  ],
  [
    'preparing without a picture',
    createGeneration({ state: 'preparing' }),
    {},
    [grey, `**Getting ready.** You asked ${asked}.`, prompt, settings, estimate, cancel],
  ],
  [
    'preparing with a picture, which is not shown before it was checked',
    createGeneration({ state: 'preparing', request: { startImage } }),
    {},
    [
      grey,
      `**Checking your picture.** You asked ${asked}.`,
      prompt,
      '-# Standard (720p) · 5 s · shape of your image · sound on',
      estimate,
      cancel,
    ],
  ],
  [
    'queued, place unknown',
    createGeneration({ state: 'queued' }),
    {},
    [grey, `**Waiting for a free place.** You asked ${asked}.`, prompt, settings, estimate, cancel],
  ],
  [
    'queued as the next',
    createGeneration({ state: 'queued' }),
    { place: 0 },
    [grey, `**Waiting.** Yours starts next. You asked ${asked}.`, prompt, settings, estimate, cancel],
  ],
  [
    'queued as the next, with what is usual',
    createGeneration({ state: 'queued' }),
    { place: 0, usual: { from: 118_000, to: 232_000 } },
    [
      grey,
      `**Waiting.** Yours starts next. You asked ${asked}. The rendering time is usually 2-4 min.`,
      prompt,
      settings,
      estimate,
      cancel,
    ],
  ],
  [
    'preparing, where what is usual is not said yet',
    createGeneration({ state: 'preparing' }),
    { usual: { from: 118_000, to: 232_000 } },
    [grey, `**Getting ready.** You asked ${asked}.`, prompt, settings, estimate, cancel],
  ],
  [
    'running, with what is usual',
    createGeneration({ ...running, progress: { status: 'rendering' } }),
    { usual: { from: 44_000, to: 69_000 } },
    [
      blurple,
      `**Rendering.** The video service took it ${took}. The rendering time is usually 40-70 s.`,
      prompt,
      settings,
      estimate,
      cancel,
    ],
  ],
  [
    'overdue, where what is usual no longer counts',
    createGeneration({ ...running, overdueSince: noon + 660_000 }),
    { usual: { from: 44_000, to: 69_000 } },
    [
      yellow,
      `**This takes longer than usual.** The video service took it ${took}. I keep checking for 24 hours and show it here when it is done.`,
      prompt,
      settings,
      estimate,
      cancel,
    ],
  ],
  [
    'queued while nothing is sent anywhere',
    createGeneration({ state: 'queued' }),
    { isPaused: true },
    [
      yellow,
      `**Paused, nothing charged.** The video service takes no videos right now. Yours starts by itself as soon as it does. You asked ${asked}.`,
      prompt,
      settings,
      estimate,
      cancel,
    ],
  ],
  [
    'in quarantine, where no button does anything',
    createGeneration({ state: 'running' }),
    { isQuarantined: true },
    [
      red,
      '**On hold: something went wrong on my side.** I logged it for the people who run me, and I try again after my next restart. Until then it counts.',
      prompt,
      settings,
      estimate,
    ],
  ],
  [
    'queued behind one',
    createGeneration({ state: 'queued' }),
    { place: 1 },
    [grey, `**Waiting.** 1 video starts before yours. You asked ${asked}.`, prompt, settings, estimate, cancel],
  ],
  [
    'queued behind two, with everything one can ask for',
    createGeneration({
      state: 'queued',
      reserved: 1_680_000,
      frames: { start: startFrame },
      request: {
        startImage,
        endImage: startImage,
        ignoredAspectRatio: '9:16',
        quality: 'pro',
        duration: 15,
        sound: false,
        guidance: 0.5,
        negativePrompt: 'blur, *text*',
        shots: [{ prompt: 'one', duration: 15 }],
        elements: [{ frontalImageUrl: 'https://example.com/a.png', referenceImageUrls: [] }],
      },
    }),
    { place: 2 },
    [
      grey,
      `**Waiting.** 2 videos start before yours. You asked ${asked}.`,
      prompt,
      `(The picture the video begins with: ${startFrame.source.url})`,
      '-# Pro (1080p) · 15 s · shape of your image · sound off · with end image · 1 shot · 1 element · guidance 0.5',
      '-# Not wanted: blur, \\*text\\*',
      '-# You asked for 9:16, but a video with an image takes the shape of that image.',
      '-# about $1.68 (estimate)',
      cancel,
    ],
  ],
  [
    'queued with a converted picture, shown as it was attached',
    createGeneration({
      state: 'queued',
      frames: { start: { ...startFrame, source: undefined } } as Generation['frames'],
      request: { startImage },
    }),
    {},
    [
      grey,
      `**Waiting for a free place.** You asked ${asked}.`,
      prompt,
      `(The picture the video begins with: ${startImage.url})`,
      '-# Standard (720p) · 5 s · shape of your image · sound on',
      estimate,
      cancel,
    ],
  ],
  [
    'submitting',
    createGeneration({ state: 'submitting', submits: 1 }),
    {},
    [
      blurple,
      `**Starting.** Your video is being handed to the video service. You asked ${asked}.`,
      prompt,
      settings,
      estimate,
      cancel,
    ],
  ],
  [
    'unconfirmed, still being resolved',
    createGeneration({ state: 'unconfirmed', submits: 1 }),
    {},
    [
      yellow,
      `**The connection broke ${asked}, while your video was being sent.** I am finding out whether it arrived. It is not sent twice.`,
      prompt,
      settings,
      estimate,
    ],
  ],
  [
    'running, not checked yet',
    createGeneration(running),
    {},
    [blurple, `**On its way.** The video service took it ${took}.`, prompt, settings, estimate, cancel],
  ],
  [
    'running, waiting at the provider',
    createGeneration({ ...running, progress: { status: 'waiting' } }),
    {},
    [blurple, `**Waiting at the video service.** It took your request ${took}.`, prompt, settings, estimate, cancel],
  ],
  [
    'running, next at the provider',
    createGeneration({ ...running, progress: { status: 'waiting', position: 0 } }),
    {},
    [
      blurple,
      `**Waiting at the video service.** Yours is next there. It took your request ${took}.`,
      prompt,
      settings,
      estimate,
      cancel,
    ],
  ],
  [
    'running, behind one at the provider',
    createGeneration({ ...running, progress: { status: 'waiting', position: 1 } }),
    {},
    [
      blurple,
      `**Waiting at the video service.** 1 other is before yours there. It took your request ${took}.`,
      prompt,
      settings,
      estimate,
      cancel,
    ],
  ],
  [
    'running, behind three at the provider',
    createGeneration({ ...running, progress: { status: 'waiting', position: 3 } }),
    {},
    [
      blurple,
      `**Waiting at the video service.** 3 others are before yours there. It took your request ${took}.`,
      prompt,
      settings,
      estimate,
      cancel,
    ],
  ],
  [
    'rendering',
    createGeneration({ ...running, progress: { status: 'rendering' } }),
    {},
    [blurple, `**Rendering.** The video service took it ${took}.`, prompt, settings, estimate, cancel],
  ],
  [
    'rendering in a private message, which later needs a click',
    createGeneration({ ...running, progress: { status: 'rendering' }, origin: { ephemeral: true } }),
    {},
    [
      blurple,
      `**Rendering.** The video service took it ${took}.`,
      prompt,
      settings,
      estimate,
      '-# If this message stops changing, press Check.',
      `${check} ${cancel}`,
    ],
  ],
  [
    'received in a server without the bot, which needs a click from the first edit on',
    createGeneration({ origin: { botInGuild: false } }),
    {},
    [
      grey,
      `**Got it.** You asked ${asked}, and your video starts in a moment.`,
      prompt,
      settings,
      estimate,
      '-# If this message stops changing, press Check.',
      `${check} ${cancel}`,
    ],
  ],
  [
    'overdue',
    createGeneration({ ...running, progress: { status: 'rendering' }, overdueSince: noon + 660_000 }),
    {},
    [
      yellow,
      `**This takes longer than usual.** The video service took it ${took}. I keep checking for 24 hours and show it here when it is done.`,
      prompt,
      settings,
      estimate,
      cancel,
    ],
  ],
  [
    'being cancelled',
    createGeneration({ ...running, overdueSince: noon + 660_000, cancelRequestedAt: noon + 700_000 }),
    {},
    [
      darkGrey,
      '**Cancelling.** You asked for that <t:1800000700:R>. It ends as soon as the video service has answered.',
      prompt,
      settings,
      estimate,
    ],
  ],
  [
    'abandoned',
    createGeneration({ ...running, cancelRequestedAt: noon + 700_000, abandonedAt: noon + 710_000 }),
    {},
    [
      darkGrey,
      '**You stopped waiting <t:1800000710:R>.** The video service cannot stop this one, so what it costs still counts. If it gets done, `/kling queue` keeps it for you.',
      prompt,
      settings,
      estimate,
    ],
  ],
  [
    'queued without the prompt, which the message filter refused',
    createGeneration({ state: 'queued', request: { negativePrompt: 'something refused' } }),
    { withPrompt: false, place: 0 },
    [
      grey,
      `**Waiting.** Yours starts next. You asked ${asked}.`,
      "-# Your prompt is not repeated here: this server's message filter does not allow it.",
      settings,
      estimate,
      cancel,
    ],
  ],
]

const openVideo = '[Open video -> https://vm.runware.ai/video/a.mp4]'
const sizedSettings = '-# Standard (720p) · 1280×720 · 5 s · 16:9 · sound on'
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

const finished: Row[] = [
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
    'succeeded although the person stopped waiting',
    createSucceeded({ abandonedAt: noon }),
    {},
    replaceLines({ 1: '**Your video got done after all.**' }),
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
    [darkGrey, '**Cancelled.** No video is made.', notCounted, prompt, settings],
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

const failed: Row[] = failures.map(([failure, sentence, offersRetry]) => [
  `failed: ${failure.kind === 'pictureRefused' ? failure.problem.kind : failure.kind}`,
  createGeneration({ state: 'failed', failure, settlement: free }),
  {},
  [red, sentence, notCounted, prompt, settings, ...(offersRetry ? [retry] : [])],
])

const everything = [...onTheWay, ...finished, ...failed]

describe('the status message', () => {
  test.each(everything)('%s', (_name, generation, options, lines) => {
    expect(transcribe(renderStatus(en, generation, { ...usual, ...options }))).toStrictEqual(lines)
  })

  test.each(everything)('is what Discord accepts, and mentions nobody: %s', (_name, generation, options) => {
    const view = renderStatus(en, generation, { ...usual, ...options })
    expect(findErrors(view)).toStrictEqual([])
    expect(view.body).toStrictEqual({
      flags: 32_768,
      allowed_mentions: { parse: [] },
      components: [expect.objectContaining({ type: 17 })],
    })
  })

  test('is drawn for every state there is', () => {
    expect(new Set(everything.map(([, { state }]) => state))).toStrictEqual(new Set(states))
  })

  test('as Discord gets it while it renders', () => {
    const generation = createGeneration({ ...running, frames: { start: startFrame }, request: { startImage } })
    expect(renderStatus(en, generation, usual)).toStrictEqual({
      body: {
        flags: 32_768,
        allowed_mentions: { parse: [] },
        components: [
          {
            type: 17,
            accent_color: 0x5865f2,
            components: [
              { type: 10, content: `**On its way.** The video service took it ${took}.` },
              {
                type: 9,
                components: [{ type: 10, content: prompt }],
                accessory: {
                  type: 11,
                  media: { url: startFrame.source.url },
                  description: 'The picture the video begins with',
                },
              },
              {
                type: 10,
                content: `-# Standard (720p) · 5 s · shape of your image · sound on\n${estimate}`,
              },
              {
                type: 1,
                components: [{ type: 2, style: 2, label: 'Cancel', custom_id: 'cancel:abcdefgh12345678' }],
              },
            ],
          },
        ],
      },
      files: [],
    })
  })

  test('as Discord gets it with the finished video', () => {
    const description = 'Video made from the prompt: a paper boat on a rainy street'
    expect(renderStatus(en, createSucceeded(), usual)).toStrictEqual({
      body: {
        flags: 32_768,
        allowed_mentions: { parse: [] },
        components: [
          {
            type: 17,
            accent_color: 0x57f287,
            components: [
              { type: 10, content: '**Your video is ready.**' },
              { type: 10, content: prompt },
              { type: 10, content: `${sizedSettings}\n-# cost $0.63 · made in 2 min 5 s` },
              {
                type: 12,
                items: [{ media: { url: 'attachment://kling-video.mp4' }, description }],
              },
              { type: 10, content: '-# The link works for 7 days.' },
              {
                type: 1,
                components: [{ type: 2, style: 5, label: 'Open video', url: 'https://vm.runware.ai/video/a.mp4' }],
              },
            ],
          },
        ],
      },
      files: [{ name: 'kling-video.mp4', hash: 'a-video', description }],
    })
  })
})

describe('the aspect ratio beside an image', () => {
  test.each([
    ['1:1', 1_200, 800, true],
    ['16:9', 1_920, 1_080, false],
    ['16:9', 1_280, 718, false],
    ['9:16', 1_920, 1_080, true],
  ] as const)('%s asked for, with an image of %i×%i: told %s', (ignoredAspectRatio, width, height, isTold) => {
    const generation = createGeneration({
      state: 'queued',
      frames: { start: { ...startFrame, width, height } },
      request: { startImage, ignoredAspectRatio },
    })
    expect(
      transcribe(renderStatus(en, generation, usual))
        .join('\n')
        .includes('You asked for'),
    ).toBe(isTold)
  })
})

describe('addresses that Discord would refuse', () => {
  const createWith = (url: string) =>
    createSucceeded({ result: { hash: 'a-video', url, notSafeForWork: false }, provider: 'runcomfy' })

  test('one too long for a button becomes a link in the text', () => {
    const url = `https://results.runcomfy.net/a.mp4?signature=${'x'.repeat(600)}`
    const view = renderStatus(en, createWith(url), { ...usual, video: 'link' })
    expect(findErrors(view)).toStrictEqual([])
    expect(transcribe(view).slice(5)).toStrictEqual([
      `{${url}} Video made from the prompt: a paper boat on a rainy street`,
      `[Open video](<${url}>)`,
      '-# The link works for a limited time: download the video if you want to keep it.',
    ])
  })

  test.each([
    `https://results.runcomfy.net/a.mp4?signature=${'x'.repeat(2_100)}`,
    'javascript:alert(1)',
    'https://',
    'not an address',
  ])('one that fits nowhere does not keep the message from being shown', (url) => {
    const view = renderStatus(en, createWith(url), { ...usual, video: 'link' })
    expect(findErrors(view)).toStrictEqual([])
    expect(JSON.stringify(view)).not.toContain(url)
    expect(findErrors(renderStatus(en, createWith(url), usual))).toStrictEqual([])
  })
})

describe('prompts of every kind', () => {
  test.each([
    ['of 20,000 letters', 'x'.repeat(20_000)],
    ['of formatting only', '*_~|`'.repeat(500)],
    ['of Chinese characters', '雨'.repeat(2_500)],
    ['of joined emoji', '👨‍👩‍👧‍👦'.repeat(500)],
    ['of line breaks', 'a\n'.repeat(1_250)],
    ['of line syntax', '# a\n'.repeat(625)],
    ['of mass mentions', '@everyone '.repeat(250)],
  ])('%s stay far below the limits', (_name, text) => {
    const overrides = {
      frames: { start: startFrame },
      request: { prompt: text, negativePrompt: text, startImage, ignoredAspectRatio: '1:1' },
    } as const
    for (const generation of [
      createGeneration({ state: 'queued', ...overrides }),
      createSucceeded(overrides),
      createGeneration({ state: 'failed', failure: { kind: 'contentRefused' }, ...overrides }),
    ]) {
      const view = renderStatus(en, generation, usual)
      expect(findErrors(view)).toStrictEqual([])
      expect(transcribe(view).join('\n').length).toBeLessThan(3_500)
      expect(Buffer.byteLength(JSON.stringify(view.body))).toBeLessThan(9_000)
    }
  })

  test('one of invisible characters leaves no empty quotation', () => {
    const view = renderStatus(en, createSucceeded({ request: { prompt: '\u200B\u202E' } }), usual)
    expect(findErrors(view)).toStrictEqual([])
    expect(transcribe(view).slice(0, 3)).toStrictEqual([green, '**Your video is ready.**', sizedSettings])
    expect(view.files[0]?.description).toBe('Video made with Kling')
  })
})
