import { findPeak } from '../../test/support/findPeak.ts'
import { startSimulation } from '../simulation/startSimulation.ts'
import { playScenario } from './playScenario.ts'

export interface CrowdOptions {
  readonly people: number
  /** Whether the renders end only after the interaction tokens. */
  readonly isAfterToken: boolean
}

export interface CrowdReport {
  readonly delivered: number
  /** Answers of Discord with 429, and all others that were not successes. */
  readonly limited: number
  readonly refused: number
  readonly editsByToken: number
  readonly editsByChannel: number
  readonly posts: number
  /** The most that fell into any such window; of edits with one token and of posts and edits in one channel the busiest. */
  readonly peaks: {
    readonly requestsPerSecond: number
    readonly editsOfTokenIn2Seconds: number
    readonly editsOfChannelIn5Seconds: number
    readonly postsIn5Seconds: number
  }
  /** From the last finish at the provider to the last edit, in milliseconds. */
  readonly lastLag: number
  readonly complaints: number
}

const minute = 60_000

/** So many people in one channel, who ask at four commands a second. */
await playScenario(async ({ people, isAfterToken }: CrowdOptions): Promise<CrowdReport> => {
  const { discord, kling, time, complaints } = await startSimulation({
    provider: 'runware',
    // While the tokens live they are served in turns, so that the place in the line keeps changing for everybody.
    slots: isAfterToken ? people : Math.ceil(people / 8),
    kling: isAfterToken ? { renderMilliseconds: 17 * minute } : { renderMilliseconds: minute },
  })
  const channel = discord.addGuild({ name: 'bench' }).addChannel({ name: 'videos' })
  for (let person = 0; person < people; person += 1) {
    const prompt = `a fox in the snow, take ${person}.`
    await discord
      .addUser({ name: `person-${person}` })
      .in(channel)
      .run('kling video', { prompt, quality: '4k' })
    await time.advance(250)
  }
  const findNotices = () => discord.messages.filter(({ pings }) => pings.length > 0)
  await time.until(() => findNotices().length >= people)
  await time.advance(minute / 2)

  const { requests } = discord
  const byToken = requests.filter(({ route }) => route === 'PATCH /webhooks/:application/:token/messages/:message')
  const byChannel = requests.filter(({ route }) => route === 'PATCH /channels/:channel/messages/:message')
  const posts = requests.filter(({ route }) => route === 'POST /channels/:channel/messages')
  const tokens = [...new Set(byToken.map(({ path }) => path))]
  const lastFinish = Math.max(...kling.jobs.map(({ finishedAt }) => finishedAt ?? Number.NaN))
  const lastEdit = Math.max(...[...byToken, ...byChannel].map(({ at }) => at))
  return {
    delivered: findNotices().filter(({ reference }) =>
      discord.messages.some(({ id, attachments }) => id === reference?.messageId && attachments.length === 1),
    ).length,
    limited: discord.rateLimited,
    refused: requests.filter(({ status }) => status >= 400 && status !== 429).length,
    editsByToken: byToken.length,
    editsByChannel: byChannel.length,
    posts: posts.length,
    peaks: {
      requestsPerSecond: findPeak(
        requests.filter(({ route }) => !route?.includes('callback')),
        1_000,
      ),
      editsOfTokenIn2Seconds: Math.max(
        0,
        ...tokens.map((token) =>
          findPeak(
            byToken.filter(({ path }) => path === token),
            2_000,
          ),
        ),
      ),
      editsOfChannelIn5Seconds: findPeak(byChannel, 5_000),
      postsIn5Seconds: findPeak(posts, 5_000),
    },
    lastLag: lastEdit - lastFinish,
    complaints: complaints.length,
  }
})
