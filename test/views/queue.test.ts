import { describe, expect, test } from 'vitest'
import type { QueueEntry } from '../../src/domain/contracts/generations.ts'
import { renderQueue } from '../../src/views/queue.ts'
import { en } from '../../src/views/text/en.ts'
import { createGeneration, createSucceeded } from './support/createGeneration.ts'
import { findErrors } from './support/findErrors.ts'
import { transcribe } from './support/transcribe.ts'

const link =
  '-# [Open the message](https://discord.com/channels/1100000000000000002/1100000000000000003/1100000000000000060)'

describe('the queue', () => {
  test('shows state, place, time, a link and a button for each', () => {
    const view = renderQueue(en, [
      { generation: createGeneration({ id: 'waiting', state: 'queued' }), position: 2, stop: 'cancel' },
      { generation: createGeneration({ id: 'paused', state: 'queued' }), isPaused: true, stop: 'cancel' },
      { generation: createGeneration({ id: 'stopping', state: 'running', cancelRequestedAt: 1_800_000_100_000 }) },
      { generation: createSucceeded({ id: 'done' }) },
      {
        generation: createGeneration({
          id: 'broken',
          state: 'failed',
          failure: { kind: 'renderFailed' },
          settlement: { counted: 0, spent: 0, basis: 'none' },
        }),
      },
    ])
    expect(transcribe(view)).toStrictEqual([
      '#5865f2',
      '### Your videos',
      '**Waiting.** 2 videos start before yours. You asked <t:1800000000:R>.',
      '-# a paper boat on a rainy street',
      link,
      '[Cancel (free) -> cancel:waiting]',
      '**Paused, nothing charged.** The video service takes no videos right now. Yours starts by itself as soon as it does. You asked <t:1800000000:R>.',
      '-# a paper boat on a rainy street',
      link,
      '[Cancel (free) -> cancel:paused]',
      '**Cancelling.** You asked for that <t:1800000100:R>. It ends as soon as the video service has answered.',
      '-# a paper boat on a rainy street',
      link,
      '**Your video is ready.**',
      '-# a paper boat on a rainy street',
      link,
      '[Show me -> deliver:done]',
      '**The video service could not finish this video.** It gave no reason that helps. Often a second try works.',
      'This does not count against you.',
      '-# a paper boat on a rainy street',
      link,
      '[Show me -> deliver:broken]',
    ])
    expect(findErrors(view)).toStrictEqual([])
  })

  test.each([
    [
      'in a direct message',
      { guildId: undefined },
      'https://discord.com/channels/@me/1100000000000000003/1100000000000000060',
    ],
    ['not known yet', { messageId: undefined }, undefined],
    ['private, and so not to be found', { ephemeral: true }, undefined],
  ])('links a message %s', (_name, changes, address) => {
    const { guildId, messageId, ...origin } = createGeneration().origin
    const generation = {
      ...createGeneration(),
      origin: {
        ...origin,
        ...('guildId' in changes || guildId === undefined ? {} : { guildId }),
        ...('messageId' in changes || messageId === undefined ? {} : { messageId }),
        ...('ephemeral' in changes && { ephemeral: true }),
      },
    }
    const links = transcribe(renderQueue(en, [{ generation }])).filter((line) => line.includes('Open the message'))
    expect(links).toStrictEqual(address === undefined ? [] : [`-# [Open the message](${address})`])
  })

  test('is kind when there is nothing', () => {
    const view = renderQueue(en, [])
    expect(transcribe(view)).toStrictEqual([
      '#5865f2',
      '**You have no videos on their way.** Make one, for example:',
      '`/kling video prompt: a paper boat on a rainy street`',
    ])
    expect(findErrors(view)).toStrictEqual([])
  })

  const createEntries = (count: number, prompt: string): QueueEntry[] =>
    Array.from({ length: count }, (_, index) => ({
      generation: createGeneration({
        id: `generation${index}`,
        state: 'queued',
        request: { scene: { kind: 'prompt', prompt } },
      }),
      stop: 'cancel',
    }))

  test.each([
    [12, 'a boat', 12, undefined],
    [13, 'a boat', 12, '-# And 1 more.'],
    [100, 'a boat', 12, '-# And 88 more.'],
    [100, '*'.repeat(2_500), 12, '-# And 88 more.'],
    [100, '👨‍👩‍👧‍👦'.repeat(500), 12, '-# And 88 more.'],
  ])('of %i videos fits into one message', (count, prompt, shown, last) => {
    const view = renderQueue(en, createEntries(count, prompt))
    const lines = transcribe(view)
    expect(findErrors(view)).toStrictEqual([])
    expect(lines.filter((line) => line.startsWith('[Cancel'))).toHaveLength(shown)
    expect(lines.find((line) => line.startsWith('-# And'))).toBe(last)
  })

  test('of long sentences shows fewer', () => {
    const entries = createEntries(12, '*'.repeat(2_500)).map(({ generation }) => ({
      generation: {
        ...generation,
        state: 'failed' as const,
        failure: { kind: 'contentRefused' as const },
        settlement: { counted: 0, spent: 0, basis: 'none' as const },
      },
    }))
    const view = renderQueue(en, entries)
    expect(findErrors(view)).toStrictEqual([])
    expect(transcribe(view).filter((line) => line.startsWith('[Show me'))).toHaveLength(7)
    expect(transcribe(view).at(-1)).toBe('-# And 5 more.')
  })
})
