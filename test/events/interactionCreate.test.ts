import { afterAll, describe, expect, test } from 'vitest'
import type { Command } from '../../src/commands/command.ts'
import type { Component } from '../../src/components/component.ts'
import { UserError } from '../../src/domain/userError.ts'
import { createErrorExplainer } from '../../src/events/explainError.ts'
import { createInteractionCreate } from '../../src/events/interactionCreate.ts'
import type { Responder } from '../../src/events/respond.ts'
import type { RecordAccess } from '../../src/interactions/access.ts'
import type { CommandResponse, MessageResponse } from '../../src/interactions/handler.ts'
import { createLog } from '../../src/log.ts'
import { offersOf } from '../support/catalogue.ts'
import { createFakeGenerations } from '../support/createFakeGenerations.ts'
import { createFakeUsage } from '../support/createFakeUsage.ts'
import { createInteractions } from '../support/createInteractions.ts'
import { createManualClock } from '../support/createManualClock.ts'

const policy = {
  providers: offersOf('runcomfy'),
  allowedGuilds: 'any',
  allowUserInstall: false,
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
  places: ['message', 'channel', 'guild', 'private'],
}

function createRouter(answer: () => Promise<CommandResponse>, reply: () => Promise<void> = async () => {}) {
  const replies: string[] = []
  const logLines: string[] = []
  const log = createLog({ level: 'debug', secrets: [], destination: { write: (line) => void logLines.push(line) } })
  const responder = {
    reply: async (_address: unknown, view: { body: unknown }, ephemeral: boolean) => {
      replies.push(JSON.stringify([view.body, ephemeral]))
      await reply()
    },
  } as unknown as Responder
  const command: Command = {
    kind: 'slashCommand',
    name: 'kling',
    define: () => ({ name: 'kling', description: 'x' }),
    execute: answer,
  }
  const component: Component = { kind: 'button', name: 'cancel', access: anywhere, execute: answer }
  const route = createInteractionCreate({
    commands: [command],
    components: [component],
    services: { generations: createFakeGenerations(), usage: createFakeUsage(), policy },
    responder,
    explainError: createErrorExplainer({ log, createReportId: () => 'report-1' }),
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
    const { route, logLines } = createRouter(
      async () => hello,
      () => Promise.reject(new Error('no route to Discord')),
    )
    await expect(route(interactions.command('video'))).resolves.toBeUndefined()
    expect(logLines.join('')).toContain('An answer did not reach Discord')
  })
})
