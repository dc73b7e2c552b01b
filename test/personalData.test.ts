import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { days } from '../src/domain/clock.ts'
import type { Store } from '../src/domain/contracts/store.ts'
import type { Generation } from '../src/domain/generation.ts'
import { createLog } from '../src/log.ts'
import { createPreferences, preferenceRecords } from '../src/services/preferences/preferences.ts'
import { createStore } from '../src/services/store/createStore.ts'
import { createSystemClock } from '../src/system.ts'
import { createRecord } from './services/store/support/createRecord.ts'
import { openRaw } from './support/openRaw.ts'

const ana = '100000000000000001'
const ben = '100000000000000002'
const stranger = '100000000000000003'
const picture = 'a'.repeat(64)
const clock = createSystemClock()
const log = createLog({ level: 'silent', secrets: [] })

let directory: string
let store: Store | undefined
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kling-person-'))
})
afterEach(async () => {
  await store?.close()
  await rm(directory, { recursive: true, force: true })
})

const url = () => `sqlite://${join(directory, 'kling.sqlite')}`
const settings = () => ({
  DISCORD_TOKEN: 'a-very-fake-discord-token',
  RUNCOMFY_API_KEY: 'a-very-fake-runcomfy-key',
  DATABASE_URL: url(),
  MEDIA_DIRECTORY: join(directory, 'media'),
})

/** Runs a command as an operator does. */
function run(...typed: string[]): Promise<{ code: number; said: string; problems: string }> {
  return new Promise((resolve) => {
    const program = join(inject('build'), 'src', 'personalData.js')
    execFile(process.execPath, [program, ...typed], { cwd: directory, env: settings() }, (error, said, problems) =>
      resolve({ code: Number(error?.code ?? 0), said, problems }),
    )
  })
}

function createFinished(id: string, userId: string, createdAt: number): Generation {
  const record = createRecord(id, {
    state: 'succeeded',
    createdAt,
    finishedAt: createdAt,
    settlement: { counted: 630_000, spent: 640_000, basis: 'reported' },
    frames: { start: { hash: picture, format: 'png', width: 500, height: 500, size: 5 } },
    delivery: { deliveredAt: createdAt },
  })
  return { ...record, origin: { ...record.origin, interactionId: id, userId } }
}

/** What the bot left: two videos of Ana, one of them of today, her settings and her picture; and a video of Ben. */
async function fill(): Promise<void> {
  store = await createStore({ url: url(), clock, log })
  await store.generations.put('of-ana', createFinished('of-ana', ana, clock.now() - days(2)))
  await store.generations.put('of-today', createFinished('of-today', ana, clock.now()))
  const ofBen = createFinished('of-ben', ben, clock.now() - days(2))
  await store.generations.put('of-ben', { ...ofBen, frames: {} })
  await createPreferences({ store, log }).change({ kind: 'person', id: ana }, { quality: 'pro' })
  await store.close()
  await mkdir(join(directory, 'media'))
  await writeFile(join(directory, 'media', picture), 'bytes')
}

async function read() {
  store = await createStore({ url: url(), clock, log })
  const owners = (await store.generations.find({ limit: 10 })).items.map(({ origin }) => origin.userId)
  const chosen = await (await store.collection(preferenceRecords)).get(`person/${ana}`)
  const planned = await openRaw(join(directory, 'kling.sqlite')).query('SELECT key FROM schedule')
  return { owners, chosen, planned }
}

describe('the commands about the data of a person', () => {
  test('write all of it into a new file that nobody else may read, and never over another', async () => {
    await fill()
    const { code, said, problems } = await run('export', ana, 'ana.json')
    expect({ code, problems }).toEqual({ code: 0, problems: '' })
    expect(said).toBe(`Wrote 2 videos and 1 other record of ${ana} into ana.json.\n`)
    const file = join(directory, 'ana.json')
    const exported = JSON.parse(await readFile(file, 'utf8'))
    expect(exported).toMatchObject({ person: ana, preferences: [{ choices: { quality: 'pro' } }] })
    expect(exported.videos).toHaveLength(2)
    expect(JSON.stringify(exported)).not.toContain('interaction-token')
    expect((await stat(file)).mode & 0o777).toBe(0o600)

    const again = await run('export', ben, 'ana.json')
    expect(again).toMatchObject({ code: 1, said: '' })
    expect(again.problems).toContain('a file is there already')
    expect(JSON.parse(await readFile(file, 'utf8')).person).toBe(ana)
  })

  test('delete it, leave what is of others and what is of today, and plan the rest', async () => {
    await fill()
    const { code, said } = await run('forget', ana)
    expect(code).toBe(0)
    expect(said).toMatch(
      /^Deleted what was kept of 100000000000000001, but for what began today .* from \d{4}-\d\d-\d\d 00:00 UTC on/,
    )
    const { owners, chosen, planned } = await read()
    expect(owners.sort()).toEqual(['', ana, ben])
    expect(chosen).toBeUndefined()
    expect(planned).toEqual([{ key: expect.stringMatching(`^deletePerson/${ana}`) }])
    // The video of today has the picture as well.
    expect(await readdir(join(directory, 'media'))).toContain(picture)
  })

  test('say that nothing is kept of whom they do not know, and write no file', async () => {
    await fill()
    expect((await run('forget', stranger)).said).toContain(`Nothing is kept of ${stranger}.`)
    expect((await run('export', stranger, 'nobody.json')).said).toContain('No file was written.')
    expect(await readdir(directory)).not.toContain('nobody.json')
  })

  test('do nothing beside a running bot, and say so', async () => {
    await fill()
    store = await createStore({ url: url(), clock, log })
    await store.lease('process', 15_000)
    for (const typed of [
      ['forget', ana],
      ['export', ana, 'ana.json'],
    ]) {
      const { code, said, problems } = await run(...typed)
      expect({ code, said }).toEqual({ code: 1, said: '' })
      expect(problems).toMatch(/^The bot is running on this store, so nothing was done\. .*\n$/)
    }
    expect((await store.generations.get('of-ana'))?.origin.userId).toBe(ana)
  })

  test('say how they are typed where they are typed in another way', async () => {
    const typed = [[], ['forget'], ['forget', 'ana'], ['export', ana], ['forget', ana, 'file']]
    for (const { code, said, problems } of await Promise.all(typed.map((each) => run(...each)))) {
      expect({ code, said }).toEqual({ code: 1, said: '' })
      expect(problems).toContain('npm run export-data -- USER FILE')
    }
  })

  test('name the setting that is wrong', async () => {
    await writeFile(join(directory, 'occupied'), '')
    const program = join(inject('build'), 'src', 'personalData.js')
    const env = { ...settings(), DATABASE_URL: 'sqlite://occupied/kling.sqlite' }
    const problems = await new Promise((resolve) =>
      execFile(process.execPath, [program, 'forget', ana], { cwd: directory, env }, (_error, _said, told) =>
        resolve(told),
      ),
    )
    expect(problems).toMatch(/^The folder .* DATABASE_URL\.\n$/)
  })
})
