import { describe, expect, test } from 'vitest'
import { seconds } from '../../../../src/domain/clock.ts'
import type { ProviderErrorCode } from '../../../../src/domain/contracts/provider.ts'
import {
  advanceBreaker,
  type Breaker,
  type BreakerEvent,
  closedBreaker,
  permits,
  type Question,
} from '../../../../src/services/generation/routing/circuitBreaker.ts'

const now = 1_000_000
const failed = (code: ProviderErrorCode, question: Question = 'submit', at = now): BreakerEvent => ({
  kind: 'failed',
  question,
  code,
  at,
})
const answered = (question: Question, askedAt = now): BreakerEvent => ({ kind: 'answered', question, askedAt })

const twice = { status: 'closed', failures: 2, failedAt: now - seconds(5), openings: 0 } as const satisfies Breaker
const outage: Breaker = { status: 'open', reason: 'outage', since: now, openings: 1 }
const empty: Breaker = { ...outage, reason: 'outOfCredit' }
const badKey: Breaker = { ...outage, reason: 'unauthorized' }
const trial: Breaker = { status: 'trial', reason: 'outage', since: now, openings: 1, budget: 500 }
const emptyTrial: Breaker = { ...trial, reason: 'outOfCredit' }
const tried: Breaker = { ...trial, generationId: 'a' }

describe('a breaker', () => {
  test.each<[string, Breaker, BreakerEvent, Breaker]>([
    // Closed
    ['bears one failure', closedBreaker, failed('unavailable'), { ...closedBreaker, failures: 1, failedAt: now }],
    ['bears two', { ...twice, failures: 1 }, failed('timeout', 'poll'), { ...twice, failedAt: now }],
    ['opens after three', twice, failed('unavailable', 'poll'), outage],
    ['opens after three, timeouts included', twice, failed('timeout'), outage],
    [
      'counts together what fails together',
      { ...twice, failedAt: now - 999 },
      failed('timeout'),
      { ...twice, failedAt: now - 999 },
    ],
    ['counts on when the clock was set back', { ...twice, failedAt: now + seconds(60) }, failed('timeout'), outage],
    ['opens at once without credit', closedBreaker, failed('outOfCredit'), empty],
    ['opens at once with a bad key', closedBreaker, failed('unauthorized'), badKey],
    [
      'does not open for one check that is refused',
      closedBreaker,
      failed('unauthorized', 'poll'),
      { ...closedBreaker, failures: 1, failedAt: now },
    ],
    ['opens after three refused checks', twice, failed('unauthorized', 'poll'), badKey],
    ['takes a submit with a strange answer for an outage', twice, failed('badResponse'), outage],
    ['does not mind a check with a strange answer', twice, failed('badResponse', 'poll'), twice],
    ['does not mind too many requests', twice, failed('rateLimited'), twice],
    ['does not mind a request that is refused', twice, failed('invalidInput'), twice],
    ['does not mind content that is refused', twice, failed('rejectedContent'), twice],
    ['forgets failures after an answer', twice, answered('poll'), closedBreaker],
    [
      'remembers earlier openings while nothing real was answered',
      { ...twice, openings: 4 },
      failed('timeout'),
      { ...outage, openings: 5 },
    ],
    ['forgets earlier openings after an answer', { ...closedBreaker, openings: 4 }, answered('submit'), closedBreaker],
    ['is not closed twice', closedBreaker, { kind: 'probed', isOver: true }, closedBreaker],
    ['needs no trial while closed', closedBreaker, { kind: 'tryOne', budget: 1 }, closedBreaker],
    ['tries nobody while closed', closedBreaker, { kind: 'trialBegan', generationId: 'a' }, closedBreaker],
    // Open
    ['stays open when more fails', outage, failed('outOfCredit', 'submit', now + 1), outage],
    ['closes when a probe says so', outage, { kind: 'probed', isOver: true }, { ...closedBreaker, openings: 1 }],
    ['waits longer after a probe in vain', outage, { kind: 'probed', isOver: false }, { ...outage, openings: 2 }],
    ['begins a trial', empty, { kind: 'tryOne', budget: 500 }, emptyTrial],
    ['closes when a check is answered', outage, answered('poll', now + 1), closedBreaker],
    ['closes when the key works for a check', badKey, answered('poll', now + 1), closedBreaker],
    ['does not close for a check while the account is empty', empty, answered('poll', now + 1), empty],
    ['closes when a submit is taken', empty, answered('submit', now + 1), closedBreaker],
    ['does not close for what was asked before', outage, answered('submit', now - 1), outage],
    ['tries nobody without a trial', outage, { kind: 'trialBegan', generationId: 'a' }, outage],
    // On trial
    ['notes who is tried', trial, { kind: 'trialBegan', generationId: 'a' }, tried],
    ['tries one at a time', tried, { kind: 'trialBegan', generationId: 'b' }, tried],
    ['closes when the tried one is taken', tried, answered('submit', now + 1), closedBreaker],
    ['closes when a check is answered meanwhile', tried, answered('poll', now + 1), closedBreaker],
    ['does not close for a check while credit is tried', emptyTrial, answered('poll', now + 1), emptyTrial],
    [
      'opens again for longer when the tried one is refused',
      tried,
      failed('outOfCredit', 'submit', now + 9),
      { ...empty, since: now + 9, openings: 2 },
    ],
    ['leaves the verdict to the tried one', tried, failed('unavailable', 'poll'), tried],
    ['tries the next when the tried one ends without a word', tried, { kind: 'trialEnded', generationId: 'a' }, trial],
    ['does not end the trial of another', tried, { kind: 'trialEnded', generationId: 'b' }, tried],
    ['asks again when nobody came', trial, { kind: 'trialUnused' }, outage],
    ['waits for the one that is tried', tried, { kind: 'trialUnused' }, tried],
  ])('%s', (_name, before, event, after) => {
    expect(advanceBreaker(before, event)).toStrictEqual(after)
  })

  test.each<[string, Breaker, number, boolean]>([
    ['closed', closedBreaker, 10_000, true],
    ['closed after failures', twice, 10_000, true],
    ['open', outage, 0, false],
    ['on trial', trial, 500, true],
    ['on trial, above what is left on the account', trial, 501, false],
    ['on trial with somebody else', tried, 1, false],
  ])('%s, permits %#', (_name, breaker, price, isPermitted) => {
    expect(permits(breaker, price)).toBe(isPermitted)
  })
})
