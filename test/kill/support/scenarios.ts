import { seconds } from '../../../src/domain/clock.ts'
import type { ProviderId, State } from '../../../src/domain/generation.ts'
import { en } from '../../../src/views/text/en.ts'
import { createPicture } from '../../support/createPicture.ts'
import { seeLabels } from '../../support/readMessage.ts'
import { cancelInQueue, press, tryAgain } from './moves.ts'
import type { Scenario, Subject } from './scenario.ts'

const picture = await createPicture('start.png', { width: 640, height: 360 })
const noPicture = { name: 'start.png', bytes: Buffer.from('these are words and no picture') }

const offers =
  (label: string, state: State) =>
  ({ sent: command, latest }: Subject): boolean =>
    latest?.state === state && command?.message !== undefined && seeLabels(command.message).includes(label)
const isOverdue = ({ latest }: Subject) => latest?.overdueSince !== undefined

const begun = ['created', 'received->preparing', 'preparing->queued']
const sent = [...begun, 'queued->submitting']
const running = [...sent, 'submitting->running']
const closed = ['finished']
const told = ['delivery.shownAt', 'delivery.noticeIntendedAt', ...closed]
const shown = ['delivery.shownAt', ...closed]
const toldPrivately = ['delivery.privateWordBy', 'delivery.privateWordAt', ...closed]
const toldDirectly = ['delivery.privateWordBy', ...toldPrivately]
const delivered = ['delivery.shownAt delivery.uploadedUrl', 'delivery.noticeIntendedAt', ...closed]
const made = ['found', 'running->succeeded', 'result']
const succeeded = [...made, ...delivered]

/** Whether a request to the provider is about the subject. */
function concerns({ prompt, latest }: Pick<Subject, 'prompt' | 'latest'>, body: unknown): boolean {
  const text = JSON.stringify(body ?? '')
  return text.includes(JSON.stringify(prompt)) || (latest?.taskId !== undefined && text.includes(latest.taskId))
}

type FaultEffect = Parameters<Subject['world']['kling']['faults']['add']>[0]['effect']

const strike =
  (endpoint: 'submit' | 'lookup' | 'cancel' | 'file', effect: FaultEffect, times: number | 'untilCleared' = 1) =>
  (subject: Subject): void => {
    subject.world.kling.faults.add({
      endpoint,
      effect,
      times,
      when: ({ body, path }) => concerns(subject, [path, body]),
    })
  }

type DiscordEffect = Parameters<Subject['world']['discord']['faults']['script']>[0]['effect']

const strikeAnswer =
  (effect: DiscordEffect) =>
  ({ world, sent: command }: Subject): void =>
    void world.discord.faults.script({
      route: 'POST /interactions/:interaction/:token/callback',
      when: ({ path }) => path.includes(command?.token ?? ''),
      effect,
    })
const answerDelay = seconds(2)
const delayAnswer = strikeAnswer({ kind: 'delayAnswer', milliseconds: answerDelay })
/** Discord has the answer; the bot has not been told so. */
const isAnswering = ({ sent: command, latest }: Subject) => command?.message !== undefined && latest !== undefined
const isAnswered = ({ world, sent: command }: Subject) => world.now > (command?.createdAt ?? 0) + answerDelay

/** Discord takes nothing but the answer itself by the token of the command. */
const refuseFollowUp = ({ world, prompt }: Subject): void =>
  void world.discord.faults.script({
    route: 'POST /webhooks/:application/:token',
    when: ({ body }) => JSON.stringify(body ?? '').includes(prompt),
    times: Number.POSITIVE_INFINITY,
    effect: { kind: 'answer', status: 403, body: { code: 50_013, message: 'Missing Permissions' } },
  })

const finish = ({ world, job }: Subject) => (job === undefined ? undefined : world.kling.finish(job.id).then(() => {}))

/** What can happen before any provider is asked. */
const withUs: Scenario[] = [
  {
    name: 'refuses a picture',
    provider: 'runcomfy',
    path: ['created', 'received->preparing', 'preparing->failed', ...toldPrivately],
    values: { image: noPicture },
  },
  {
    name: 'is not answered by Discord',
    provider: 'runcomfy',
    path: ['created', 'received->failed'],
    onSent: strikeAnswer({
      kind: 'answer',
      status: 404,
      body: { code: 10062, message: 'Unknown interaction' },
    }),
  },
  {
    name: 'refuses a picture, and the word that Discord took the answer is lost',
    provider: 'runcomfy',
    path: ['created', 'received->preparing', 'preparing->failed', ...toldPrivately],
    values: { image: noPicture },
    onSent: strikeAnswer({ kind: 'loseAnswer' }),
  },
  {
    name: 'refuses a picture, and the answer is lost on the way to Discord',
    provider: 'runcomfy',
    path: ['created', 'received->preparing', 'preparing->failed', ...told],
    values: { image: noPicture, private: true },
    onSent: strikeAnswer({ kind: 'reset' }),
  },
  {
    name: 'is cancelled, and that is shown, before Discord has answered',
    provider: 'runcomfy',
    path: ['created', 'received->cancelled', ...shown],
    onSent: delayAnswer,
    moves: [{ at: isAnswering, act: cancelInQueue }],
  },
  {
    name: 'is cancelled before Discord has answered',
    provider: 'runcomfy',
    path: ['created', 'received->cancelled', 'origin.messageId', ...shown],
    onSent: delayAnswer,
    moves: [
      { at: isAnswering, act: cancelInQueue },
      { at: 'received->cancelled', when: isAnswered, act: () => {} },
    ],
  },
  {
    name: 'is cancelled while it is prepared',
    provider: 'runcomfy',
    path: ['created', 'received->preparing', 'preparing->cancelled', ...shown],
    moves: [{ at: 'received->preparing', act: cancelInQueue }],
  },
  {
    name: 'is cancelled while it waits',
    provider: 'runcomfy',
    path: [...begun, 'queued->cancelled', ...shown],
    moves: [{ at: 'preparing->queued', act: cancelInQueue }],
  },
  {
    name: 'was only just accepted when the process died',
    provider: 'runcomfy',
    prelude: { name: 'created', moment: 'after' },
    path: ['received->failed'],
  },
  {
    name: 'was answered, and that was not saved when the process died',
    provider: 'runcomfy',
    prelude: { name: 'received->preparing', moment: 'before' },
    path: [...running.slice(1), ...succeeded],
  },
]

/** What can happen at every provider. */
function createCommon(provider: ProviderId): Scenario[] {
  return [
    {
      name: 'makes a video',
      provider,
      path: [...running, 'progress', ...succeeded],
      staysRendering: true,
      moves: [{ at: ({ latest }) => latest?.progress !== undefined, act: finish }],
    },
    { name: 'makes a video from a picture', provider, path: [...running, ...succeeded], values: { image: picture } },
    {
      name: 'waits while there are too many requests',
      provider,
      path: [...sent, 'submitting->queued', 'queued->submitting', 'submitting->running', ...succeeded],
      arrange: strike('submit', { kind: 'rateLimited' }),
    },
    {
      name: 'is refused for its content',
      provider,
      path: [...sent, 'submitting->failed', ...toldPrivately],
      arrange: strike('submit', { kind: 'contentRefused' }),
    },
    {
      name: 'is refused for its content, and only a direct message reaches its owner',
      provider,
      path: [...sent, 'submitting->failed', ...toldDirectly],
      arrange(subject) {
        strike('submit', { kind: 'contentRefused' })(subject)
        refuseFollowUp(subject)
      },
    },
    {
      name: 'fails while it renders',
      provider,
      path: [...running, 'running->failed', ...told],
      arrange: strike('submit', { kind: 'renderFails', failure: { kind: 'renderError' } }),
    },
    {
      name: 'is overdue, and gets done after all',
      provider,
      path: [...running, 'progress', 'overdueSince', ...succeeded],
      staysRendering: true,
      isLong: true,
      moves: [{ at: isOverdue, act: finish }],
    },
    {
      name: 'is never finished',
      provider,
      path: [...running, 'progress', 'overdueSince', 'running->lost', ...told],
      staysRendering: true,
      isLong: true,
    },
    {
      name: 'is tried again',
      provider,
      isRetry: true,
      path: [...running, ...succeeded],
      arrange: strike('submit', { kind: 'renderFails', failure: { kind: 'renderError' } }),
      moves: [
        {
          at: offers('Try again', 'failed'),
          act: tryAgain,
        },
      ],
    },
    {
      name: 'is shown in private, with a new token from Check',
      provider,
      values: { private: true },
      path: [...running, 'origin.token origin.tokenExpiresAt', ...succeeded],
      moves: [
        {
          at: offers(en.buttons.check, 'running'),
          act: async (subject) => void (await press(subject, en.buttons.check)),
        },
      ],
    },
  ]
}

const ofRuncomfy: Scenario[] = [
  {
    name: 'loses the answer to its submit',
    provider: 'runcomfy',
    path: [...sent, 'submitting->unconfirmed', ...told],
    arrange: strike('submit', { kind: 'answerLost' }),
  },
  {
    name: 'is cancelled in the queue of the provider',
    provider: 'runcomfy',
    path: [...running, 'running->cancelled', ...shown],
    staysQueued: true,
    moves: [
      { at: offers('Cancel (free)', 'running'), act: async (subject) => void (await press(subject, 'Cancel (free)')) },
    ],
  },
  {
    name: 'is cancelled while it is sent',
    provider: 'runcomfy',
    path: [...sent, 'cancelRequestedAt', 'submitting->running', 'running->cancelled', ...shown],
    staysQueued: true,
    moves: [{ at: 'queued->submitting', act: cancelInQueue }],
  },
  {
    name: 'is cancelled while it is sent, too late',
    provider: 'runcomfy',
    path: [...sent, 'cancelRequestedAt', 'submitting->running', '-cancelRequestedAt', ...succeeded],
    moves: [{ at: 'queued->submitting', act: cancelInQueue }],
  },
  {
    name: 'had its submit saved when the process died',
    provider: 'runcomfy',
    prelude: { name: 'queued->submitting', moment: 'after' },
    path: ['submitting->unconfirmed', ...told],
  },
  {
    name: 'can no longer be served by anybody',
    provider: 'runcomfy',
    values: { guidance: 0.5 },
    prelude: { name: 'preparing->queued', moment: 'after' },
    variables: { KLING_PROVIDERS: 'runware' },
    path: ['queued->failed', ...told],
  },
]

const lookedUp = [...sent, 'submitting->unconfirmed']
const sentAgain = ['unconfirmed->submitting', 'submitting->running']

/** What can happen where a submit is looked up by our own id. */
const createAskable = (provider: ProviderId): Scenario[] => [
  {
    name: 'loses the answer to its submit',
    provider,
    path: [...lookedUp, 'unconfirmed->running', ...succeeded],
    arrange: strike('submit', { kind: 'answerLost' }),
  },
  {
    name: 'loses its submit on the way',
    provider,
    path: [...lookedUp, ...sentAgain, ...succeeded],
    arrange: strike('submit', { kind: 'reset' }),
  },
  {
    name: 'loses its submit on the way, and is cancelled',
    provider,
    path: [...sent, 'cancelRequestedAt', 'submitting->unconfirmed', 'unconfirmed->cancelled', ...shown],
    arrange: strike('submit', { kind: 'reset' }),
    moves: [{ at: 'queued->submitting', act: cancelInQueue }],
    isLong: true,
  },
  {
    name: 'loses its submit, and nobody can be asked',
    provider,
    path: [...lookedUp, 'overdueSince', 'unconfirmed->lost', ...told],
    arrange(subject) {
      strike('submit', { kind: 'reset' })(subject)
      strike('lookup', { kind: 'serverError' }, 'untilCleared')(subject)
    },
    isLong: true,
  },
  {
    name: 'is no longer wanted, and gets done',
    provider,
    path: [...running, 'abandonedAt', ...made, 'delivery.shownAt'],
    moves: [
      {
        at: offers('Hide when done', 'running'),
        act: async (subject) => void (await press(subject, 'Hide when done')),
      },
    ],
  },
  {
    name: 'had its submit saved when the process died',
    provider,
    prelude: { name: 'queued->submitting', moment: 'after' },
    path: ['submitting->unconfirmed', ...sentAgain, ...succeeded],
  },
  {
    name: 'had its submit sent when the process died',
    provider,
    prelude: { name: 'submitting->running', moment: 'before' },
    path: ['submitting->unconfirmed', 'unconfirmed->running', ...succeeded],
  },
]

const ofRunware: Scenario[] = [
  {
    name: 'loses both its submits on the way',
    provider: 'runware',
    path: [...lookedUp, 'unconfirmed->submitting', 'submitting->unconfirmed', 'unconfirmed->failed', ...told],
    arrange: strike('submit', { kind: 'reset' }, 2),
    isLong: true,
  },
]

/** It refuses a second task with the same id, so that it is sent until it is known. */
const ofKling: Scenario[] = [
  {
    name: 'loses two submits on the way',
    provider: 'kling',
    path: [...lookedUp, 'unconfirmed->submitting', 'submitting->unconfirmed', ...sentAgain, ...succeeded],
    arrange: strike('submit', { kind: 'reset' }, 2),
  },
  {
    name: 'loses the answer to its submit, and the list does not show it yet',
    provider: 'kling',
    path: [...lookedUp, ...sentAgain, ...succeeded],
    arrange(subject) {
      strike('submit', { kind: 'answerLost' })(subject)
      strike('lookup', { kind: 'jobGone' }, 2)(subject)
    },
  },
  {
    name: 'waits while the account has no room',
    provider: 'kling',
    path: [...sent, 'submitting->queued', 'queued->submitting', 'submitting->running', ...succeeded],
    arrange: strike('submit', { kind: 'full' }),
  },
]

/** Together they reach every transition there is. */
export const scenarios: readonly Scenario[] = [
  ...withUs,
  ...createCommon('runcomfy'),
  ...ofRuncomfy,
  ...createCommon('runware'),
  ...createAskable('runware'),
  ...ofRunware,
  ...createCommon('kling'),
  ...createAskable('kling'),
  ...ofKling,
]
