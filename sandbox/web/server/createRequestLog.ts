import type { DiscordSandbox } from '../../discord/startDiscordSandbox.ts'
import type { RecordedRequest } from '../../kling/recordedRequest.ts'
import type { KlingSandbox } from '../../kling/startKlingSandbox.ts'
import type { SeenRequest } from '../protocol.ts'
import { createLatest } from './createLatest.ts'
import { describeDiscordRequest, describeKlingRequest } from './describeRequest.ts'

/** The latest requests of the bot, as whoever looks on may see them. */
export interface RequestLog {
  readonly requests: readonly SeenRequest[]
  close(): void
}

const mostKept = 300

export function createRequestLog(parts: {
  readonly discord: Pick<DiscordSandbox, 'onEvent' | 'token'>
  readonly kling: Pick<KlingSandbox, 'onEvent' | 'runcomfyKey' | 'runwareKey'>
  readonly onChange: (request: SeenRequest) => void
}): RequestLog {
  const { discord, kling, onChange } = parts
  const secrets = [discord.token, kling.runcomfyKey, kling.runwareKey]
  const entries = createLatest<number, SeenRequest>(mostKept)
  const waiting = new Map<number, RecordedRequest>()
  let count = 0

  function keep(request: SeenRequest): void {
    entries.set(request.number, request)
    onChange(request)
  }

  /** The answer comes as a copy of the request. */
  function findNumber(answered: RecordedRequest): number {
    const isSame = ({ at, method, path, body }: RecordedRequest) =>
      at === answered.at && method === answered.method && path === answered.path && body === answered.body
    const [number] = [...waiting].find(([, request]) => isSame(request)) ?? []
    return number ?? ++count
  }

  const endings = [
    discord.onEvent((event) => {
      if (event.kind === 'request') keep(describeDiscordRequest(++count, event.request, secrets))
    }),
    kling.onEvent((event) => {
      if (event.kind !== 'request' && event.kind !== 'answered') return
      const { request } = event
      const number = event.kind === 'request' ? ++count : findNumber(request)
      if (event.kind === 'request') waiting.set(number, request)
      else waiting.delete(number)
      keep(describeKlingRequest(number, request, secrets))
    }),
  ]
  return {
    get requests() {
      return entries.values()
    },
    close() {
      for (const end of endings) end()
    },
  }
}
