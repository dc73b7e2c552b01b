import { describe, expect, test } from 'vitest'
import { StoreFailure } from '../../../src/domain/contracts/store.ts'
import type { Request } from '../../../src/domain/request.ts'
import type { UserErrorReason } from '../../../src/domain/userError.ts'
import { createOrigin } from './support/createOrigin.ts'
import { attachedPicture, textRequest } from './support/createWorld.ts'
import { startWorld } from './support/startWorld.ts'

const refusals: [string, Partial<Record<keyof Request, unknown>>, UserErrorReason][] = [
  ['an empty prompt', { scene: { kind: 'prompt', prompt: '   ' } }, { code: 'promptEmpty' }],
  ['a prompt of one blank letter', { scene: { kind: 'prompt', prompt: '\u3164' } }, { code: 'promptEmpty' }],
  [
    'a shot of one blank letter',
    {
      scene: {
        kind: 'shots',
        shots: [
          { prompt: 'one', duration: 3 },
          { prompt: '\u3164', duration: 2 },
        ],
      },
    },
    { code: 'promptEmpty' },
  ],
  [
    'a shot of more parts than any provider takes',
    { scene: { kind: 'shots', shots: [{ prompt: '👨‍👩‍👧‍👦'.repeat(400), duration: 5 }] } },
    { code: 'promptTooLong', length: 2_800, limit: 2_500, isInParts: true },
  ],
  ['a missing prompt', { scene: { kind: 'prompt', prompt: undefined } }, { code: 'promptEmpty' }],
  [
    '20,000 characters',
    { scene: { kind: 'prompt', prompt: 'x'.repeat(20_000) } },
    { code: 'promptTooLong', length: 20_000, limit: 2_500 },
  ],
  [
    'a long negative prompt',
    { negativePrompt: 'x'.repeat(2_501) },
    { code: 'negativePromptTooLong', length: 2_501, limit: 2_500 },
  ],
  ['2 seconds', { duration: 2 }, { code: 'durationOutOfRange', shortest: 3, longest: 15 }],
  ['16 seconds', { duration: 16 }, { code: 'durationOutOfRange', shortest: 3, longest: 15 }],
  ['half a second more', { duration: 5.5 }, { code: 'durationOutOfRange', shortest: 3, longest: 15 }],
  ['too much guidance', { guidance: 1.5 }, { code: 'guidanceOutOfRange' }],
  ['an unknown quality', { quality: '8k' }, { code: 'unknownChoice', option: 'quality' }],
  ['an unknown aspect ratio', { aspectRatio: '4:3' }, { code: 'unknownChoice', option: 'aspectRatio' }],
  ['an end frame without a start frame', { endImage: attachedPicture }, { code: 'endImageWithoutStart' }],
  [
    'shots that do not fill the duration',
    {
      scene: {
        kind: 'shots',
        shots: [
          { prompt: 'one', duration: 3 },
          { prompt: 'two', duration: 3 },
        ],
      },
    },
    { code: 'shotsDoNotFill', seconds: 6, duration: 5 },
  ],
  ['no shots', { scene: { kind: 'shots', shots: [] } }, { code: 'noShots' }],
  [
    'six shots',
    { scene: { kind: 'shots', shots: Array.from({ length: 6 }, () => ({ prompt: 'one', duration: 3 })) } },
    { code: 'tooManyShots', count: 6, limit: 5 },
  ],
  [
    'a shot of two seconds',
    {
      scene: {
        kind: 'shots',
        shots: [
          { prompt: 'one', duration: 3 },
          { prompt: 'two', duration: 2 },
        ],
      },
    },
    { code: 'shotOutOfRange', shot: 2, seconds: 2, shortest: 3, longest: 15 },
  ],
  [
    'shots that take longer than a video',
    {
      scene: {
        kind: 'shots',
        shots: [
          { prompt: 'one', duration: 10 },
          { prompt: 'two', duration: 8 },
        ],
      },
      duration: 18,
    },
    { code: 'shotsTooLong', seconds: 18, longest: 15 },
  ],
]

describe('accept', () => {
  test('saves the generation as received with the price of the dearest possible model', async () => {
    const { world, bot } = await startWorld()
    const { generation, isRepeated } = await bot.accept({ request: textRequest }, createOrigin())
    expect(isRepeated).toBe(false)
    expect(world.read(generation.id)).toStrictEqual(generation)
    expect(generation).toMatchObject({ state: 'received', reserved: 630_000, submits: 0, version: 0, frames: {} })
    expect(world.journal).toStrictEqual(['save received'])
  })

  test('gives each a recipe code that no other one has', async () => {
    const { world, bot } = await startWorld()
    const codes: (string | undefined)[] = []
    for (const drawn of [['K73F9QX'], ['K73F9QX', 'K73F9QX', 'M2B4C6D']]) {
      world.script.recipes = drawn
      const { generation } = await bot.accept(
        { request: textRequest },
        createOrigin({ interactionId: `command-${codes.length}` }),
      )
      codes.push(world.read(generation.id).recipe)
    }
    expect(codes).toStrictEqual(['K73F9QX', 'M2B4C6D'])
  })

  test.each(refusals)('refuses %s', async (_name, changes, reason) => {
    const { world, bot } = await startWorld()
    const request = { ...textRequest, ...changes } as Request
    await expect(bot.accept({ request }, createOrigin())).rejects.toMatchObject({ reason })
    expect(world.journal).toStrictEqual([])
  })

  test('refuses what no configured provider can do, and names the nearest that works', async () => {
    const { bot } = await startWorld({ providers: ['runcomfy'] })
    const request = { ...textRequest, startImage: attachedPicture, endImage: attachedPicture }
    await expect(bot.accept({ request }, createOrigin())).rejects.toMatchObject({
      reason: {
        code: 'unsupportedCombination',
        options: ['endFrame'],
        nearest: [{ quality: 'pro' }, { quality: '4k' }, { without: 'endFrame' }],
      },
    })
  })

  test.each([
    [{ allowedGuilds: [] as string[], allowUserInstall: false }, {}, 'serverNotAllowed'],
    [{ allowUserInstall: false }, { installation: 'user' as const }, 'userInstallNotAllowed'],
  ])('refuses a place where nobody may spend: %o', async (policy, origin, code) => {
    const { bot } = await startWorld({ policy })
    await expect(bot.accept({ request: textRequest }, createOrigin(origin))).rejects.toMatchObject({ reason: { code } })
  })

  test('leaves out a negative prompt in which nothing can be seen', async () => {
    const { bot } = await startWorld()
    const { generation } = await bot.accept(
      { request: { ...textRequest, negativePrompt: '\u3164\uFE0F' } },
      createOrigin(),
    )
    expect(generation.request).toStrictEqual(textRequest)
  })

  test('returns the first generation when the same interaction comes again', async () => {
    const { world, bot } = await startWorld()
    const origin = createOrigin()
    const { generation } = await bot.accept({ request: textRequest }, origin)
    await bot.begin(generation.id, { messageId: 'message', ephemeral: false })
    const second = await bot.accept({ request: textRequest }, origin)
    expect(second).toMatchObject({ generation: { id: generation.id }, isRepeated: true })
    expect(world.listOpen().length).toBe(1)
  })

  test('answers the same interaction as if for the first time while its answer is not known to stand', async () => {
    const { world, bot } = await startWorld()
    const origin = createOrigin()
    const first = await bot.accept({ request: textRequest }, origin)
    expect(await bot.accept({ request: textRequest }, origin)).toStrictEqual({
      generation: first.generation,
      isRepeated: false,
    })
    expect(world.listOpen().length).toBe(1)
  })

  test('begins one generation when the same interaction comes twice at once', async () => {
    const { world, bot } = await startWorld()
    const origin = createOrigin()
    const answers = await Promise.all([
      bot.accept({ request: textRequest }, origin),
      bot.accept({ request: textRequest }, origin),
    ])
    expect(new Set(answers.map(({ generation }) => generation.id)).size).toBe(1)
    expect(world.listOpen().length).toBe(1)
  })

  test('knows the interaction again after a restart', async () => {
    const { world, bot } = await startWorld()
    const origin = createOrigin()
    const first = await bot.accept({ request: textRequest }, origin)
    bot.kill()
    const next = world.boot()
    await next.start()
    const again = await next.accept({ request: textRequest }, origin)
    expect(again).toMatchObject({ generation: { id: first.generation.id } })
  })

  test('lets one of 100 commands at once pass a cap of one', async () => {
    const { world, bot } = await startWorld({ caps: { openPerPerson: 1 } })
    const answers = await Promise.allSettled(
      Array.from({ length: 100 }, () => bot.accept({ request: textRequest }, createOrigin())),
    )
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(world.listOpen().length).toBe(1)
  })

  test('refuses when the store cannot be written, and gives the reservation back', async () => {
    const { world, bot } = await startWorld({ caps: { openPerPerson: 1 } })
    world.script.beforeWrite = () => {
      throw new StoreFailure('disk full')
    }
    const origin = createOrigin()
    await expect(bot.accept({ request: textRequest }, origin)).rejects.toMatchObject({
      reason: { code: 'storeUnavailable' },
    })
    world.script.beforeWrite = () => {}
    const { isRepeated } = await bot.accept({ request: textRequest }, origin)
    expect(isRepeated).toBe(false)
  })

  test('removes a record that was written although the store reported a failure', async () => {
    const { world, bot } = await startWorld()
    world.script.afterWrite = ({ kind }) => {
      if (kind === 'insert') throw new StoreFailure('answer lost')
    }
    await expect(bot.accept({ request: textRequest }, createOrigin())).rejects.toMatchObject({
      reason: { code: 'storeUnavailable' },
    })
    expect(world.listOpen().length).toBe(0)
  })

  test('begins anew with the same interaction after a write that arrived was reported as failed', async () => {
    const { world, bot } = await startWorld()
    const origin = createOrigin()
    world.script.afterWrite = ({ kind }) => {
      if (kind === 'insert') throw new StoreFailure('answer lost')
    }
    world.script.beforeWrite = ({ kind }) => {
      if (kind === 'delete') throw new StoreFailure('locked')
    }
    await expect(bot.accept({ request: textRequest }, origin)).rejects.toMatchObject({
      reason: { code: 'storeUnavailable' },
    })
    expect(world.listOpen()).toHaveLength(1)
    world.script.afterWrite = () => {}
    world.script.beforeWrite = () => {}
    const { generation, isRepeated } = await bot.accept({ request: textRequest }, origin)
    expect(isRepeated).toBe(false)
    expect(world.listOpen().map(({ id }) => id)).toStrictEqual([generation.id])
  })

  test('refuses while it stops', async () => {
    const { bot } = await startWorld()
    await bot.stop()
    await expect(bot.accept({ request: textRequest }, createOrigin())).rejects.toMatchObject({
      reason: { code: 'shuttingDown' },
    })
  })
})
