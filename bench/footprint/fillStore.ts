import { join } from 'node:path'
import type { Generation } from '../../src/domain/generation.ts'
import { createLog } from '../../src/log.ts'
import { createStore } from '../../src/services/store/createStore.ts'
import { createSystemClock, createSystemIdentifiers } from '../../src/system.ts'
import { findModel } from '../../test/support/catalogue.ts'
import { createOrigin } from '../createOrigin.ts'

const scene =
  'A red fox trots through fresh snow at dawn, breath steaming, slow dolly along the forest edge, soft light'
const submittedWithin = 100_000
const atOnce = 200

/** One that renders at Runware, at which a check has looked already: nothing about it is new. */
function createRunning(number: number, now: number): Generation {
  const identifiers = createSystemIdentifiers()
  const submittedAt = now - Math.floor(identifiers.fraction() * submittedWithin)
  const taskId = identifiers.task()
  return {
    id: identifiers.generation(),
    version: 6,
    state: 'running',
    stateSince: submittedAt,
    createdAt: submittedAt - 1_000,
    request: {
      scene: { kind: 'prompt', prompt: `${scene}, take ${number}` },
      duration: 5,
      aspectRatio: '16:9',
      quality: 'pro',
      sound: true,
    },
    origin: { ...createOrigin(number, submittedAt), messageId: String(10n ** 18n + BigInt(number)) },
    frames: {},
    reserved: 840_000,
    provider: 'runware',
    modelId: findModel('runware', 'pro', 'textToVideo').id,
    passedOver: [],
    taskId,
    submits: 1,
    submittedAt,
    operation: { taskUUID: taskId },
    progress: { status: 'rendering' },
    delivery: {},
  }
}

/** Makes the bot's database in the folder, with so many generations that are open. */
export async function fillStore(directory: string, open: number): Promise<string> {
  const url = `sqlite://${join(directory, 'kling.sqlite')}`
  const clock = createSystemClock()
  const store = await createStore({ url, clock, log: createLog({ level: 'warn', secrets: [] }) })
  const now = clock.now()
  const records = Array.from({ length: open }, (_each, index) => createRunning(index, now))
  // What waits too long is refused, and ten thousand at once wait long on a machine that has other work.
  for (let first = 0; first < open; first += atOnce) {
    await Promise.all(records.slice(first, first + atOnce).map((record) => store.generations.put(record.id, record)))
  }
  await store.close()
  return url
}
