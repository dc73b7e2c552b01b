import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Acknowledgement } from '../../src/domain/origin.ts'
import { UserError } from '../../src/domain/userError.ts'
import { AnswerUnclear } from '../../src/events/acknowledge.ts'
import { createErrorExplainer } from '../../src/events/explainError.ts'
import { createInteractionCreate } from '../../src/events/interactionCreate.ts'
import type { Responder } from '../../src/events/respond.ts'
import type {
  AcceptedVideo,
  Command,
  Component,
  MessageResponse,
  RecordAccess,
} from '../../src/interactions/handler.ts'
import { createLog } from '../../src/log.ts'
import { renderRepeated } from '../../src/views/clickAnswers.ts'
import { en } from '../../src/views/text/en.ts'
import { offersOf } from '../support/catalogue.ts'
import { createFakeGenerations } from '../support/createFakeGenerations.ts'
import { createFakeServices } from '../support/createFakeServices.ts'
import { createInteractions } from '../support/createInteractions.ts'
import { createManualClock } from '../support/createManualClock.ts'
import { createGeneration } from '../views/support/createGeneration.ts'

const policy = {
  providers: offersOf('runcomfy'),
  allowedGuilds: 'any',
  allowUserInstall: false,
  quoteAbove: 'unlimited',
  caps: {
    openPerPerson: 1,
    perPersonPerDay: 1,
    attemptsPerPersonPerDay: 10,
    attemptsPerPersonPerMinute: 10,
    personDay: 0,
    serverMonth: 0,
    month: 0,
  },
} as const

const hello: MessageResponse = { kind: 'reply', view: { body: { text: 'hello' }, files: [] }, ephemeral: false }

const anywhere: RecordAccess = {
  find: async () => ({ userId: 'owner', guildId: '1100000000000000002', channelId: '1100000000000000003' }),
  allowed: 'anyone',
  places: ['message', 'channel', 'private'],
}

interface RouterOptions {
  readonly reply?: () => Promise<void>
  readonly defer?: () => Promise<Acknowledgement>
  readonly generations?: ReturnType<typeof createFakeGenerations>
  readonly component?: Component
}

const sayHello: Component = { kind: 'button', name: 'cancel', access: anywhere, execute: async () => hello }

function createRouter(answer: () => Promise<MessageResponse | AcceptedVideo>, options: RouterOptions = {}) {
  const { reply = async () => {}, defer = async () => ({ messageId: '5', ephemeral: false }) } = options
  const replies: string[] = []
  const logLines: string[] = []
  const log = createLog({ level: 'debug', secrets: [], destination: { write: (line) => void logLines.push(line) } })
  const responder = {
    reply: async (_address: unknown, view: { body: unknown }, ephemeral: boolean) => {
      replies.push(JSON.stringify([view.body, ephemeral]))
      await reply()
    },
    defer: async (_address: unknown, ephemeral: boolean) => {
      replies.push(JSON.stringify(['thinking…', ephemeral]))
      return defer()
    },
  } as unknown as Responder
  const command: Command = {
    kind: 'slashCommand',
    name: 'kling',
    define: () => ({ name: 'kling', description: 'x' }),
    execute: answer,
  }
  const { generations = createFakeGenerations(), component = sayHello } = options
  const route = createInteractionCreate({
    commands: [command],
    components: [component],
    services: createFakeServices({ generations, policy }),
    responder,
    explainError: createErrorExplainer({ log, createReportId: () => 'report-1' }),
    languages: { note: () => {} },
    clock: createManualClock(),
    log,
  })
  return { route, replies, logLines }
}

const interactions = createInteractions()
afterAll(() => interactions.close())

describe('the router', () => {
  test('sends what the command answers', async () => {
    const { route, replies } = createRouter(async () => hello)
    await route(interactions.command('video'))
    expect(replies).toStrictEqual([JSON.stringify([{ text: 'hello' }, false])])
  })

  test('finds the button by the first part of its custom id', async () => {
    const { route, replies } = createRouter(async () => hello)
    await route(interactions.button('cancel:abcdefgh12345678'))
    expect(replies).toStrictEqual([JSON.stringify([{ text: 'hello' }, false])])
  })

  test.each(['unknown:abcdefgh12345678', 'cancel', '', 'cancel:../../etc'])(
    'answers the button %j of another version with a sentence',
    async (customId) => {
      const { route, replies } = createRouter(async () => hello)
      await route(interactions.button(customId))
      expect(replies).toHaveLength(1)
      expect(replies[0]).toContain(',true]')
      expect(replies[0]).not.toContain('hello')
    },
  )

  test('words a refusal privately and logs no error', async () => {
    const { route, replies, logLines } = createRouter(() => Promise.reject(new UserError({ code: 'shuttingDown' })))
    await route(interactions.command('video'))
    expect(replies).toHaveLength(1)
    expect(replies[0]).toContain(',true]')
    expect(logLines.join('')).not.toContain('"level":"error"')
  })

  test('gives a report id for a defect and keeps its text to the log', async () => {
    const { route, replies, logLines } = createRouter(() => Promise.reject(new Error('the inner workings')))
    await route(interactions.command('video'))
    expect(replies[0]).toContain('report-1')
    expect(replies[0]).not.toContain('the inner workings')
    expect(logLines.join('')).toContain('report-1')
    expect(logLines.join('')).toContain('the inner workings')
  })

  test('never rejects, even where Discord takes no answer', async () => {
    const { route, logLines } = createRouter(async () => hello, {
      reply: () => Promise.reject(new Error('no route to Discord')),
    })
    await expect(route(interactions.command('video'))).resolves.toBeUndefined()
    expect(logLines.join('')).toContain('An answer did not reach Discord')
  })
})

describe('a video', () => {
  const generation = createGeneration()
  const accepted: AcceptedVideo = { kind: 'video', accepted: { generation, isRepeated: false } }
  const thinking = JSON.stringify(['thinking…', generation.origin.ephemeral])

  test('begins once Discord took the answer', async () => {
    const generations = createFakeGenerations({ begin: async () => {} })
    const { route, replies } = createRouter(async () => accepted, { generations })
    await route(interactions.command('video'))
    expect(replies).toStrictEqual([thinking])
    expect(generations.begin).toHaveBeenCalledExactlyOnceWith(generation.id, { messageId: '5', ephemeral: false })
  })

  test.each([
    ['did not take it, it ends', new Error('no'), 'abort'],
    ['may have taken it, the answer is looked for', new AnswerUnclear(), 'lookForAnswer'],
  ] as const)('that Discord %s', async (_, refusal, verdict) => {
    const generations = createFakeGenerations({ abort: async () => {}, lookForAnswer: () => {} })
    const defer = () => Promise.reject(refusal)
    await createRouter(async () => accepted, { generations, defer }).route(interactions.command('video'))
    expect(generations[verdict]).toHaveBeenCalledExactlyOnceWith(generation.id)
    expect(generations.begin).not.toHaveBeenCalled()
  })

  const pay: Component = {
    kind: 'button',
    name: 'again',
    access: anywhere,
    argument: z.string(),
    pays: 'once',
    accept: ({ recordId }, { generations }) => generations.acceptAgain(recordId, generation.origin),
  }
  const first = JSON.stringify([renderRepeated(en, generation).body, true])

  test.each([
    ['the first time it begins', false, thinking],
    ['after that it points to the first one, in private', true, first],
  ])('is paid for once by each custom id: %s', async (_, isRepeated, said) => {
    const generations = createFakeGenerations({
      acceptAgain: async () => ({ generation, isRepeated }),
      begin: async () => {},
    })
    const { route, replies } = createRouter(async () => hello, { generations, component: pay })
    await route(interactions.button('again:abcdefgh12345678:pro'))
    expect(replies).toStrictEqual([said])
    const { calls } = generations.acceptAgain.mock
    expect(calls).toStrictEqual([['abcdefgh12345678', generation.origin, 'again:abcdefgh12345678:pro']])
  })
})
