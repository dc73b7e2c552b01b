import { describe, expect, test } from 'vitest'
import type { QueueEntry } from '../../src/domain/contracts/generations.ts'
import { renderQueue } from '../../src/views/queue.ts'
import { en } from '../../src/views/text/en.ts'
import { createGeneration, createSucceeded } from './support/createGeneration.ts'
import { findErrors } from './support/findErrors.ts'
import { asked } from './support/statusWords.ts'
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
      en.queue.title,
      en.states.queuedBehind({ count: 2, since: asked }),
      '-# a paper boat on a rainy street',
      link,
      '[Cancel (free) -> cancel:waiting]',
      ...en.states.paused(asked).split('\n'),
      '-# a paper boat on a rainy street',
      link,
      '[Cancel (free) -> cancel:paused]',
      en.states.cancelRequested('<t:1800000100:R>'),
      '-# a paper boat on a rainy street',
      link,
      en.states.succeeded,
      '-# a paper boat on a rainy street',
      link,
      '[Show me -> deliver:done]',
      en.failures.renderFailed,
      en.card.notCounted,
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
    expect(transcribe(view)).toStrictEqual(['#5865f2', ...en.queue.empty.split('\n')])
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
    expect(transcribe(view).filter((line) => line.startsWith('[Show me'))).toHaveLength(9)
    expect(transcribe(view).at(-1)).toBe('-# And 3 more.')
  })
})
