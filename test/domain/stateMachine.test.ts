import { describe, expect, test } from 'vitest'
import { type Generation, type State, states } from '../../src/domain/generation.ts'
import {
  advance,
  type FinalState,
  ForbiddenTransition,
  finalStates,
  finish,
  isClosed,
  isFinal,
  isRunning,
  isSucceeded,
  transitions,
} from '../../src/domain/stateMachine.ts'

const allowed: readonly [State, State][] = [
  ['received', 'preparing'],
  ['received', 'failed'],
  ['received', 'cancelled'],
  ['preparing', 'queued'],
  ['preparing', 'failed'],
  ['preparing', 'cancelled'],
  ['queued', 'submitting'],
  ['queued', 'failed'],
  ['queued', 'cancelled'],
  ['submitting', 'running'],
  ['submitting', 'queued'],
  ['submitting', 'unconfirmed'],
  ['submitting', 'failed'],
  ['unconfirmed', 'running'],
  ['unconfirmed', 'submitting'],
  ['unconfirmed', 'failed'],
  ['unconfirmed', 'cancelled'],
  ['unconfirmed', 'lost'],
  ['running', 'succeeded'],
  ['running', 'failed'],
  ['running', 'cancelled'],
  ['running', 'lost'],
]

const isAllowed = (from: State, to: State) => allowed.some(([one, other]) => one === from && other === to)
const pairs = states.flatMap((from) => states.map((to) => [from, to] as const))

function createGeneration(state: State): Generation {
  return {
    id: 'abcdefgh12345678',
    version: 3,
    state,
    stateSince: 1_000,
    createdAt: 500,
    request: {
      scene: { kind: 'prompt', prompt: 'x' },
      duration: 5,
      aspectRatio: '16:9',
      quality: 'standard',
      sound: true,
    },
    origin: {
      interactionId: '1',
      applicationId: '2',
      token: 'A-Very-Fake-Token',
      tokenExpiresAt: 900_000,
      userId: '3',
      channelId: '4',
      ageRestricted: false,
      installation: 'user',
      botInGuild: false,
      context: 1,
      permissions: '0',
      uploadLimit: 1,
      locale: 'en-US',
      ephemeral: false,
    },
    frames: {},
    reserved: 630_000,
    passedOver: [],
    submits: 0,
    delivery: {},
  }
}

const settlement = { counted: 0, spent: 0, basis: 'none' } as const
const result = { url: 'https://example.com/video.mp4', notSafeForWork: false }
const brought = { submits: 1, submittedAt: 1_500, operation: 'job', result, failure: { kind: 'renderFailed' } } as const

const isEnd = (state: State): state is FinalState => (finalStates as readonly State[]).includes(state)

describe('a step', () => {
  test.each(pairs)('from %s to %s goes by the table', (from, to) => {
    const generation = createGeneration(from)
    const step = () =>
      isEnd(to) ? finish(generation, to, 2_000, settlement, brought) : advance(generation, to, 2_000, brought)
    if (isAllowed(from, to)) {
      expect(step()).toStrictEqual({
        ...generation,
        ...brought,
        state: to,
        stateSince: 2_000,
        ...(isEnd(to) && { settlement, finishedAt: 2_000 }),
      })
    } else expect(step).toThrow(ForbiddenTransition)
  })

  test.each(['settled', 'waiting'])('to unconfirmed is an end where it is settled: %s', (kind) => {
    const generation = createGeneration('submitting')
    const next =
      kind === 'settled'
        ? finish(generation, 'unconfirmed', 2_000, settlement)
        : advance(generation, 'unconfirmed', 2_000)
    expect(isFinal(next)).toBe(kind === 'settled')
  })

  test('leaves the generation it was given as it is', () => {
    const generation = createGeneration('queued')
    advance(generation, 'submitting', 2_000, { submits: 1, submittedAt: 2_000 })
    expect(generation).toStrictEqual(createGeneration('queued'))
  })

  test('comes to an end from everywhere', () => {
    const reaches = (from: State, seen: readonly State[] = []): boolean =>
      transitions[from].some((to) => isEnd(to) || (!seen.includes(to) && reaches(to, [...seen, from])))
    const dead = states.filter((state) => !isEnd(state) && !reaches(state))
    expect(dead).toStrictEqual([])
  })
})

describe('what a state promises', () => {
  const running = { provider: 'runware', submittedAt: 1_500, operation: null }

  test.each<[string, State, Partial<Generation>, boolean]>([
    ['a running one with its job', 'running', running, true],
    ['a running one without', 'running', { ...running, operation: undefined }, false],
    ['one that is being sent', 'submitting', running, false],
  ])('whether there is a job to ask about: %s', (_name, state, fields, expected) => {
    expect(isRunning({ ...createGeneration(state), ...fields })).toBe(expected)
  })

  test.each<[string, State, Partial<Generation>, boolean]>([
    ['one that succeeded', 'succeeded', { result }, true],
    ['one whose video is not known', 'succeeded', {}, false],
    ['one that failed', 'failed', { result }, false],
  ])('whether there is a video: %s', (_name, state, fields, expected) => {
    expect(isSucceeded({ ...createGeneration(state), ...fields })).toBe(expected)
  })
})

test.each(states.map((state) => [state, isEnd(state)] as const))(
  'isFinal(%s) is %s without a settlement',
  (state, expected) => {
    expect(isFinal({ state })).toBe(expected)
  },
)

test('an unconfirmed one is final once it is settled', () => {
  expect(isFinal({ state: 'unconfirmed', settlement })).toBe(true)
})

test.each([
  ['succeeded', { deliveredAt: 1 }, true],
  ['succeeded', { shownAt: 1, noticeIntendedAt: 1 }, false],
  ['running', { deliveredAt: 1 }, false],
] as const)('isClosed(%s, %o) is %s', (state, delivery, expected) => {
  expect(isClosed({ state, settlement, delivery })).toBe(expected)
})
