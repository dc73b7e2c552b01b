import { expect } from 'vitest'
import type { SandboxMessage } from '../../../sandbox/discord/messages/messageRecord.ts'
import type { Job } from '../../../sandbox/kling/job.ts'
import { minutes } from '../../../src/domain/clock.ts'
import type { Generation, State } from '../../../src/domain/generation.ts'
import { estimatePrice, modelOf } from '../../../src/domain/models.ts'
import { hasChannelRoute } from '../../../src/domain/origin.ts'
import { joinPrompts } from '../../../src/domain/request.ts'
import { isFinal } from '../../../src/domain/stateMachine.ts'
import { describeEnd } from '../../../src/views/statusText.ts'
import { en } from '../../../src/views/text/en.ts'
import { catalogue } from '../../support/catalogue.ts'
import { cameSoon, says } from '../../support/says.ts'
import type { PlayedSubject } from './createSubjects.ts'
import { findJob } from './findJob.ts'
import type { Played } from './playWorld.ts'
import { findRecord } from './readRecords.ts'

const couldNotSave = says.storeUnavailable

const ends = [
  says.ready,
  en.states.succeededHidden,
  en.states.cancelled,
  en.states.lost,
  en.states.unconfirmedForGood,
  ...Object.values(en.failures),
  en.pictures.notAPicture('image'),
]

/** What the operator pays at most. */
function priceOf(generation: Generation): number {
  const model = modelOf(catalogue, generation)
  if (model === undefined) throw new Error('Nobody has a price')
  return estimatePrice(model, generation.request)
}

/** Everything that people and the operator may rely on, wherever the process was killed. */
export function expectOneEnd(played: Played, subject: PlayedSubject): void {
  const { atKills, atEnd, world } = played
  const isIts = ({ request }: Generation) => joinPrompts(request) === subject.prompt
  const records = atEnd.finished.filter(isIts)
  const jobs = world.kling.jobs.filter(({ prompt }) => prompt === subject.prompt)
  const isFirst = ({ retryOf }: Generation) => retryOf === undefined
  const left = atEnd.open.filter(isIts).map(({ id }) => id)
  // One that could not be removed from the open ones counts as finished, and is removed at the next start.
  expect(
    left.filter((id) => !records.some((record) => record.id === id)),
    'still open',
  ).toEqual([])
  expect(records.filter(isFirst).length, 'one generation at most').toBeLessThanOrEqual(1)
  expect(records.length, 'tried again once at most').toBeLessThanOrEqual(2)
  if (records.length === 0) {
    // Killed before anything was saved: Discord was told nothing, and says that the bot did not respond. Or refused.
    if (subject.point !== undefined) expect(subject.point.write).toBe(1)
    expect(subject.sent?.message?.text ?? couldNotSave).toContain(couldNotSave)
    expect(jobs).toEqual([])
    return
  }
  const taken = records.map((record) => findJob(record, jobs))
  expect(jobs.length, 'at most one job for each generation').toBeLessThanOrEqual(records.length)
  for (const [index, record] of records.entries()) {
    const saved = atKills.flatMap((kill) => findRecord(kill, ({ id }) => id === record.id) ?? [])
    // At RunComfy the job of a lost answer has no name that we know.
    const job =
      taken[index] ?? (record.state === 'unconfirmed' ? jobs.find((each) => !taken.includes(each)) : undefined)
    expectState(record, saved, job, subject)
    expectSettled(record, job)
    expectShown(played, subject, record)
  }
}

/**
 * The end is what was saved as the end, or what follows from what was saved last and from what the provider knows.
 *
 * @param saved how the record stood at each kill
 */
function expectState(
  record: Generation,
  saved: readonly Generation[],
  job: Job | undefined,
  { scenario }: PlayedSubject,
): void {
  expect(isFinal(record)).toBe(true)
  const atKill = saved.at(-1)
  const losesAnswer = record.provider === 'runcomfy' && scenario.path.includes('submitting->unconfirmed')
  const isUnknown = saved.some(({ state, provider }) => state === 'submitting' && provider === 'runcomfy')
  if (record.state === 'unconfirmed') expect(isUnknown || losesAnswer, 'unconfirmed without a reason').toBe(true)
  if (atKill === undefined) return
  if (isFinal(atKill)) {
    const { state, settlement, failure } = atKill
    expect({ state: record.state, settlement: record.settlement, failure: record.failure }).toStrictEqual({
      state,
      settlement,
      failure,
    })
  } else if (isUnknown) expect(record.state).toBe('unconfirmed')
  else if (job !== undefined) expect(record.state).toBe(job.state)
  else expect<State[]>(['failed', 'cancelled']).toContain(record.state)
}

/** The money is what the provider took, or said to be unknown. */
function expectSettled(record: Generation, job: Job | undefined): void {
  const { settlement, state } = record
  if (settlement === undefined) throw new Error('It was never settled')
  const { counted, spent, basis } = settlement
  if (basis === 'unknown') {
    expect(['unconfirmed', 'lost', 'failed']).toContain(state)
    expect(spent).toBe(priceOf(record))
    expect([0, priceOf(record)]).toContain(job?.charged ?? 0)
  } else {
    expect({ basis, spent }).toStrictEqual({ basis: job?.charged ? 'reported' : 'none', spent: job?.charged ?? 0 })
  }
  expect(counted).toBe(spent)
}

/** One status message, one end in it, and one mention where one is due. */
function expectShown({ world }: Played, subject: PlayedSubject, record: Generation): void {
  const { origin, state, failure, abandonedAt } = record
  const messages = world.discord.messages.filter(({ authorId }) => authorId === world.discord.botUserId)
  const [status, ...others] = messages.filter(({ interactionId }) => interactionId === origin.interactionId)
  if (isToldPrivately(record)) {
    expectPrivateEnd(subject, record, { messages, status, followUps: others })
    return
  }
  expect(others, 'further answers').toEqual([])
  if (failure?.kind === 'notAcknowledged') {
    // Discord never took an answer, or the person read another one.
    expect(status?.text ?? couldNotSave, 'accepted, and given up').toContain(couldNotSave)
    return
  }
  if (failure?.kind === 'answerUnclear') {
    expect(hasChannelRoute(origin), 'it could have been found').toBe(false)
    if (status === undefined) return
  }
  if (status === undefined) throw new Error('Nothing was shown')
  // Discord itself says of such an answer that it never came.
  if (status.isLoading) expect(isOutOfReach(record, world.now), 'nothing was shown').toBe(true)
  else expectOneSentence(status, record)
  const notices = messages.filter(({ pings }) => pings.includes(subject.user.id))
  const own = notices.filter(
    ({ reference, text }) => reference?.messageId === status.id || text.includes(`/${status.id})`),
  )
  const { shownAt } = record.delivery
  // One that was shown in time, and died before it saved that, is shown once more, and too late.
  const isHere = cameSoon(status, record.createdAt) && shownAt !== undefined && shownAt - record.createdAt <= minutes(1)
  const isMentioned = state !== 'cancelled' && abandonedAt === undefined && !origin.ephemeral && !isHere
  expect(own.map(({ pings }) => pings)).toEqual(isMentioned ? [[subject.user.id]] : [])
}

const isToldPrivately = ({ failure, origin }: Generation) =>
  (failure?.kind === 'contentRefused' || failure?.kind === 'pictureRefused') && !origin.ephemeral

interface PrivateEnd {
  readonly messages: readonly SandboxMessage[]
  readonly status: SandboxMessage | undefined
  readonly followUps: readonly SandboxMessage[]
}

/**
 * Its owner alone was told, and the message that everybody saw is gone. A follow-up of which nobody knew whether it stands is
 * followed by a direct message; nothing else may be said twice.
 */
function expectPrivateEnd(
  subject: PlayedSubject,
  record: Generation,
  { messages, status, followUps }: PrivateEnd,
): void {
  const [said = ''] = describeEnd(en, record).text.split('\n')
  const direct = messages.filter(
    ({ channelId, text }) => channelId === subject.user.directMessages().id && text.includes(subject.prompt),
  )
  expect(status?.isDeleted).toBe(true)
  expect(JSON.stringify(status?.history)).not.toContain(JSON.stringify(said).slice(1, -1))
  for (const { text, ephemeralFor, isDeleted } of followUps) {
    expect({ ephemeralFor, isDeleted }).toEqual({ ephemeralFor: subject.user.id, isDeleted: false })
    expect(text).toContain(said)
  }
  for (const { text } of direct) expect(text).toContain(said)
  expect(followUps.length, 'follow-ups').toBeLessThanOrEqual(1)
  expect(direct.length, 'direct messages').toBe(record.delivery.privateWordBy === 'followUp' ? 0 : 1)
  expect(followUps.length + direct.length, 'told in private').toBeGreaterThan(0)
  expect(messages.filter(({ pings }) => pings.includes(subject.user.id))).toEqual([])
}

/** Only the command's token led there, and it ended before the first word. A video was shown by way of `/kling queue`. */
function isOutOfReach({ origin, delivery }: Generation, now: number): boolean {
  const hasNoRoute = origin.messageId === undefined || !hasChannelRoute(origin)
  return hasNoRoute && now >= origin.tokenExpiresAt && delivery.shownAt === undefined
}

function expectOneSentence(status: SandboxMessage, record: Generation): void {
  const [said = ''] = describeEnd(en, record).text.split('\n')
  const end = record.state === 'succeeded' && record.abandonedAt === undefined ? says.ready : said
  expect(status.text).toContain(end)
  const shown = status.history.map(({ components }) => findEnds(JSON.stringify(components)))
  const first = shown.findIndex((found) => found.length > 0)
  expect(first).not.toBe(-1)
  for (const found of shown.slice(first)) expect(found, 'from the end on nothing else is shown').toEqual([end])
}

const findEnds = (text: string): string[] => ends.filter((end) => text.includes(JSON.stringify(end).slice(1, -1)))
