import { describe, expect, test } from 'vitest'
import type { StatusOptions } from '../../src/domain/contracts/delivery.ts'
import { type Generation, states } from '../../src/domain/generation.ts'
import { findStop } from '../../src/domain/stateMachine.ts'
import * as statusMessage from '../../src/views/statusMessage.ts'
import { en, type Texts } from '../../src/views/text/en.ts'
import { catalogue } from '../support/catalogue.ts'
import { createGeneration, createSucceeded, startFrame, startImage } from './support/createGeneration.ts'
import { findErrors } from './support/findErrors.ts'
import { finishedRows, headline, readySettings, rounds } from './support/finishedRows.ts'
import { openRows } from './support/openRows.ts'
import { prompt, running, settings, took, usual } from './support/statusWords.ts'
import { transcribe } from './support/transcribe.ts'

/** As the renderer does, with the life of the provider's links, and what the service says can still be done. */
function renderStatus(texts: Texts, generation: Generation, options: StatusOptions & { mayAskDirectly?: boolean }) {
  const profile = catalogue.find(({ id }) => id === generation.provider)
  const stop = options.isQuarantined === true ? undefined : findStop(generation, generation.provider !== 'runware')
  const known = { ...(stop !== undefined && { stop }), ...options }
  return statusMessage.renderStatus(texts, generation, known, profile?.resultLifetime)
}

const refused = (failure: NonNullable<Generation['failure']>, basis: 'none' | 'unknown') => {
  const amount = basis === 'none' ? 0 : 630_000
  const settlement = { counted: amount, spent: amount, basis }
  return createGeneration({ state: 'failed', failure, settlement })
}
const copied = '```\na paper boat on a rainy street\n```'
const changePrompt = '[Change prompt -> changePrompt:abcdefgh12345678]'
const tryAgain = '[Try again -> retry:abcdefgh12345678]'
const wayBack = /^\[Open channel -> https:\/\/discord\.com\/channels\/\d+\/\d+\]$/

describe('how it went wrong, to its owner alone', () => {
  const pictureGone = { kind: 'pictureRefused', role: 'start', problem: { kind: 'unreachable' } } as const
  test.each([
    ['content', refused({ kind: 'contentRefused' }, 'none'), '-# Not counted against your allowance.', [changePrompt]],
    ['content, perhaps paid', refused({ kind: 'contentRefused' }, 'unknown'), /up to \$0\.63/, [changePrompt]],
    ['a picture', refused(pictureGone, 'none'), '-# Not counted against your allowance.', [tryAgain]],
  ])('%s', (_name, generation, charge, actions) => {
    const [, , cost = '', ...rest] = transcribe(renderStatus(en, generation, { ...usual, isPrivate: true }))
    expect(cost).toMatch(charge)
    expect(rest).toStrictEqual([...copied.split('\n'), '-# Standard · 5 s', ...actions])
    const elsewhere = { ...usual, isPrivate: true, isElsewhere: true }
    const there = transcribe(renderStatus(en, generation, elsewhere)).slice(-2)
    expect(there).toStrictEqual([expect.stringMatching(/^-# Asked in <#\d+> · use/), expect.stringMatching(wayBack)])
    const asking = { ...elsewhere, mayAskDirectly: true }
    const allowed = transcribe(renderStatus(en, generation, asking)).slice(-2)
    expect(allowed).toStrictEqual([
      expect.stringMatching(/^-# Asked in <#\d+>$/),
      expect.stringMatching(/^\[(Change prompt|Try again) -> \w+:\w+\] \[Open channel -> https:/),
    ])
  })

  test('nothing in the copied prompt ends the block', () => {
    const generation = createGeneration({
      ...refused({ kind: 'contentRefused' }, 'none'),
      request: { scene: { kind: 'prompt', prompt: 'a ``` b' } },
    })
    const lines = transcribe(renderStatus(en, generation, { ...usual, isPrivate: true }))
    expect(lines.filter((line) => line.includes('```'))).toStrictEqual(['```', '```'])
  })
})

const everything = [...openRows, ...finishedRows]

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
      components: expect.any(Array),
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
              { type: 10, content: `**Sent to Kling** ${took}` },
              {
                type: 9,
                components: [{ type: 10, content: `${prompt}\n${settings}` }],
                accessory: {
                  type: 11,
                  media: { url: startFrame.source.url },
                  description: 'Start image',
                },
              },
              {
                type: 1,
                components: [{ type: 2, style: 2, label: 'Cancel (free)', custom_id: 'cancel:abcdefgh12345678' }],
              },
            ],
          },
        ],
      },
      files: [],
    })
  })

  test('as Discord gets it with the finished video', () => {
    const description = 'Video from the prompt: a paper boat on a rainy street'
    expect(renderStatus(en, createSucceeded(), usual)).toStrictEqual({
      body: {
        flags: 32_768,
        allowed_mentions: { parse: [] },
        components: [
          { type: 12, items: [{ media: { url: 'attachment://kling-video.mp4' }, description }] },
          { type: 10, content: `${headline}\n${readySettings}` },
          {
            type: 1,
            components: ['again', 'change', 'more'].map((name) =>
              expect.objectContaining({ type: 2, style: 2, custom_id: `${name}:abcdefgh12345678` }),
            ),
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
        .includes('was ignored'),
    ).toBe(isTold)
  })
})

describe('addresses that Discord would refuse', () => {
  const createWith = (url: string) =>
    createSucceeded({ result: { hash: 'a-video', url, notSafeForWork: false }, provider: 'runcomfy' })

  test('one too long for a button is a link in the text, and no button where the words were blocked', () => {
    const url = `https://results.runcomfy.net/a.mp4?signature=${'x'.repeat(600)}`
    const view = renderStatus(en, createWith(url), { ...usual, video: 'link' })
    expect(findErrors(view)).toStrictEqual([])
    expect(transcribe(view)).toStrictEqual([
      `{${url}} Video from the prompt: a paper boat on a rainy street`,
      headline,
      `${settings} · [Open video](<${url}>) · ready in 2 min`,
      '-# The link expires after a while: download the video to keep it.',
      rounds,
    ])
    const blocked = renderStatus(en, createWith(url), { ...usual, video: 'link', withPrompt: false })
    expect(findErrors(blocked)).toStrictEqual([])
    expect(transcribe(blocked).join('\n')).not.toContain('Open video')
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
      request: {
        scene: { kind: 'prompt', prompt: text },
        negativePrompt: text,
        startImage,
        ignoredAspectRatio: '1:1',
      },
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
      const privately = renderStatus(en, generation, { ...usual, isPrivate: true, isElsewhere: true })
      expect(findErrors(privately)).toStrictEqual([])
      expect(transcribe(privately).join('\n').length).toBeLessThan(3_900)
    }
  })

  test('one of invisible characters leaves no empty quotation', () => {
    const view = renderStatus(
      en,
      createSucceeded({ request: { scene: { kind: 'prompt', prompt: '\u200B\u202E' } } }),
      usual,
    )
    expect(findErrors(view)).toStrictEqual([])
    expect(transcribe(view).slice(1, 2)).toStrictEqual([readySettings])
    expect(view.files[0]?.description).toBe('Video made with Kling')
  })
})
