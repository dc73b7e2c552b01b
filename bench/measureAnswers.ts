import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import type { DiscordSandbox } from '../sandbox/discord/startDiscordSandbox.ts'

export interface Answers {
  /** Milliseconds from the dispatch of each command to the arrival of its answer; `undefined` for those without. */
  readonly milliseconds: readonly (number | undefined)[]
}

const callback = /\/interactions\/(\d+)\/[^/]+\/callback/
const arrived = 'http.server.request.start'

/**
 * Sends all commands at once and takes the time of each, to the moment in which the server sees the answer's first line: what
 * the sandbox does with it afterwards is not the bot's time. Resolves when each is answered or given up.
 */
export async function measureAnswers(
  discord: DiscordSandbox,
  commands: readonly (() => Promise<{ readonly id: string; readonly outcome: Promise<unknown> }>)[],
): Promise<Answers> {
  const sentAt = new Map<string, number>()
  const answeredAt = new Map<string, number>()
  const unlisten = discord.onEvent((event) => {
    if (event.kind === 'interactionSent') sentAt.set(event.interactionId, performance.now())
  })
  const note = (message: unknown) => {
    const now = performance.now()
    const { request } = message as { request: IncomingMessage }
    const [, id] = callback.exec(request.url ?? '') ?? []
    if (id !== undefined && !answeredAt.has(id)) answeredAt.set(id, now)
  }
  subscribe(arrived, note)
  try {
    const sent = await Promise.all(commands.map((command) => command()))
    await Promise.all(sent.map(({ outcome }) => outcome))
    const milliseconds = sent.map(({ id }) => {
      const [from, to] = [sentAt.get(id), answeredAt.get(id)]
      return from === undefined || to === undefined ? undefined : to - from
    })
    return { milliseconds }
  } finally {
    unsubscribe(arrived, note)
    unlisten()
  }
}
