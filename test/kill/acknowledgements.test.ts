import { afterEach, expect, test } from 'vitest'
import type { SentInteraction } from '../../sandbox/discord/people/presence.ts'
import { minutes, seconds } from '../../src/domain/clock.ts'
import { says } from '../support/says.ts'
import { expectBooks } from './support/expectBooks.ts'
import { openWorld, type World } from './support/openWorld.ts'
import { readRecords } from './support/readRecords.ts'
import type { BotProcess } from './support/startBotProcess.ts'

const commandsPerLife = 5
const kills = 6
const ready = says.ready

let world: World
afterEach(() => world.close())

const isAccepted = ({ acknowledgedAfter }: SentInteraction) => acknowledgedAfter !== undefined

/** Commands at once, and a kill the moment Discord has taken so many of the answers. */
async function askAndKill(bot: BotProcess, life: number, deadlyAnswer: number): Promise<SentInteraction[]> {
  const channel = world.discord.addGuild().addChannel()
  let answers = 0
  const stop = world.discord.onEvent(({ kind }) => {
    if (kind !== 'interactionAcknowledged') return
    answers += 1
    if (answers === deadlyAnswer) bot.signal('SIGKILL')
  })
  const sent = await Promise.all(
    Array.from({ length: commandsPerLife }, (_, index) =>
      world.discord
        .addUser({ name: `Fox ${life} ${index}` })
        .in(channel)
        .run('kling video', { prompt: `Fox number ${life}${index}`, private: index === 0 }),
    ),
  )
  await bot.ended
  stop()
  return sent
}

/** A life in which Discord cannot be asked: it is killed while it looks for the answers of the life before. */
async function dieLooking(): Promise<void> {
  const isLook = ({ method, path }: { method: string; path: string }) => method === 'GET' && path.includes('/messages')
  const before = world.discord.requests.filter(isLook).length
  const heal = world.discord.faults.script({
    route: /^GET .*messages/,
    times: Number.POSITIVE_INFINITY,
    effect: { kind: 'answer', status: 503 },
  })
  const bot = await world.start()
  await world.until(() => world.discord.requests.filter(isLook).length >= before + 3, minutes(2))
  await world.kill(bot)
  heal()
}

test('of the commands that Discord took an answer to none is lost, whenever the process is killed', async () => {
  // There a submit that was under way at a kill is found again.
  world = await openWorld({ variables: { KLING_PROVIDERS: 'runware' } })
  const sent: SentInteraction[] = []
  for (let life = 0; life < kills; life += 1) {
    sent.push(...(await askAndKill(await world.start(), life, (life % commandsPerLife) + 1)))
    await world.leap(seconds(20))
    if (life === 0) await dieLooking()
  }
  const accepted = sent.filter(isAccepted)
  expect(accepted.length).toBeGreaterThanOrEqual(kills)

  await world.start()
  await world.until(async () => {
    const { open, finished } = await readRecords(world.directory)
    return open.length === 0 && finished.length >= accepted.length
  })
  const texts = accepted.map(({ message }) => message?.text)
  expect(texts.filter((text) => !text?.includes(ready))).toEqual([])
  expect(sent.filter((each) => !isAccepted(each)).flatMap(({ message }) => message ?? [])).toEqual([])
  expect(world.kling.jobs).toHaveLength(accepted.length)
  expectBooks({ world, atEnd: await readRecords(world.directory) })
}, 300_000)
