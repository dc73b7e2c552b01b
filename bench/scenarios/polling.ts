import type { KlingSandbox } from '../../sandbox/kling/startKlingSandbox.ts'
import { drawFinishTimes, usualFinishTimes } from '../polling/drawFinishTimes.ts'
import { startSimulation } from '../simulation/startSimulation.ts'
import { playScenario } from './playScenario.ts'

export interface PollingOptions {
  readonly provider: 'runcomfy' | 'runware'
  readonly count: number
  readonly seed: number
  /** Milliseconds between two checks of a generation; the bot's own schedule where absent. */
  readonly pause?: number
}

export interface PollingReport {
  /** From the finish at the provider to the last edit at Discord, in the order of the commands; milliseconds. */
  readonly lags: readonly number[]
  /** How often a generation was looked at, all in all, and how many requests that took. */
  readonly looks: number
  readonly requests: number
  readonly writes: { readonly generations: number; readonly states: number; readonly settings: number }
  readonly complaints: number
}

/** So many render at once, as many as an account may by default. */
const slots = 5
const betweenCommands = 2_000

const isLook = (task: unknown) => (task as { taskType?: unknown }).taskType === 'getResponse'

/** The question "is it finished?"; the one that then asks RunComfy where the video is comes once for everybody. */
function countLooks({ requests }: KlingSandbox): Pick<PollingReport, 'looks' | 'requests'> {
  const counts = requests.flatMap(({ endpoint, body }) => {
    if (endpoint !== 'status') return []
    return [Array.isArray(body) ? body.filter(isLook).length : 1]
  })
  return { looks: counts.reduce((sum, count) => sum + count, 0), requests: counts.length }
}

/** Five people, each of whom asks for the next video when the last one is there. */
await playScenario(async ({ provider, count, seed, pause }: PollingOptions): Promise<PollingReport> => {
  const finishTimes = drawFinishTimes({ ...usualFinishTimes, count, seed })
  const nameOf = (index: number) => `a fox in the snow, take ${index}.`
  const simulation = await startSimulation({
    provider,
    slots,
    kling: { renderMilliseconds: ({ prompt }) => finishTimes[Number(/take (\d+)/.exec(prompt)?.[1])] ?? 0 },
    ...(pause !== undefined && { nextPollDelay: () => pause }),
  })
  const { discord, kling, time, writes, complaints } = simulation
  const told = new Set<string>()
  discord.onEvent((event) => {
    if (event.kind === 'messageCreated' && event.message.pings.length > 0) {
      told.add(event.message.reference?.messageId ?? '')
    }
  })

  const guild = discord.addGuild({ name: 'bench' })
  const members = Array.from({ length: slots }, (_each, index) =>
    discord.addUser({ name: `person-${index}` }).in(guild.addChannel({ name: `videos-${index}` })),
  )
  let asked = 0
  const messages: (() => { readonly id: string; readonly editedAt?: number } | undefined)[] = []
  const waiting = new Map<number, () => { readonly id: string } | undefined>()

  async function ask(person: number): Promise<void> {
    const prompt = nameOf(asked)
    asked += 1
    const sent = await members[person]?.run('kling video', { prompt, quality: 'pro', duration: 5 })
    const message = () => sent?.message
    messages.push(message)
    waiting.set(person, message)
  }

  const findServed = () => [...waiting].find(([, message]) => told.has(message()?.id ?? ''))?.[0]

  for (let person = 0; person < Math.min(slots, count); person += 1) {
    await ask(person)
    await time.advance(7_000)
  }
  while (waiting.size > 0) {
    await time.until(() => findServed() !== undefined)
    const person = findServed()
    if (person === undefined) break
    waiting.delete(person)
    if (asked >= count) continue
    await time.advance(betweenCommands)
    await ask(person)
  }
  await time.advance(5_000)

  const lags = messages.map((message, index) => {
    const job = kling.jobs.find(({ prompt }) => prompt === nameOf(index))
    return (message()?.editedAt ?? Number.NaN) - (job?.finishedAt ?? Number.NaN)
  })
  if (lags.some((lag) => !(lag >= 0))) throw new Error('Something was not delivered')
  return { lags, ...countLooks(kling), writes, complaints: complaints.length }
})
