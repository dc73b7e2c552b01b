import { EventEmitter } from 'node:events'
import { type Client, Events } from 'discord.js'
import { expect, test } from 'vitest'
import { listenToClient } from '../../src/events/listenToClient.ts'
import { createLog } from '../../src/log.ts'

test('a handler that fails and an error of the client are lines in the log, and end nothing', async () => {
  const lines: { level: string; msg: string; interactionId?: string }[] = []
  const client = new EventEmitter()
  listenToClient(client as unknown as Client, {
    onInteraction: async () => {
      throw new TypeError('x is not a function')
    },
    log: createLog({ level: 'debug', secrets: [], destination: { write: (line) => lines.push(JSON.parse(line)) } }),
  })
  client.emit(Events.InteractionCreate, { id: '1' })
  client.emit(Events.Error, new Error('of the client'))
  await new Promise(setImmediate)
  expect(lines).toMatchObject([
    { level: 'error', msg: 'The Discord client reported an error' },
    { level: 'error', msg: 'An interaction could not be handled', interactionId: '1' },
  ])
})
