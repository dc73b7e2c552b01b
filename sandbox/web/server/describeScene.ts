import { textIn } from '../../discord/json.ts'
import type { DiscordSandbox } from '../../discord/startDiscordSandbox.ts'
import type { Place, Scene } from '../protocol.ts'
import type { BotProcess } from './createBotProcess.ts'
import type { Cast } from './createCast.ts'
import type { RequestLog } from './createRequestLog.ts'
import type { SentLog } from './createSentLog.ts'
import type { Switches } from './createSwitches.ts'
import { showMessage } from './showMessage.ts'

/** Everything at once. */
export function describeScene(parts: {
  readonly discord: DiscordSandbox
  readonly cast: Cast
  readonly bot: Pick<BotProcess, 'state'>
  readonly botName: string
  readonly sent: SentLog
  readonly requests: RequestLog
  readonly switches: Switches
  readonly clock: { readonly ahead: number }
}): Scene {
  const { discord, cast, bot, botName, sent, requests, switches, clock } = parts
  const shown = discord.messages.map((message) => showMessage(message, { discord, sent }))
  return {
    bot: { id: discord.botUserId, name: botName, state: bot.state },
    guildName: cast.guildName,
    roles: cast.roles,
    people: cast.people,
    places: cast.places.map((place) => ({ ...place, offers: listOffers(place.id, cast) })),
    commands: discord.commands(),
    messages: shown.filter((message) => message !== undefined),
    sent: sent.actions,
    requests: requests.requests,
    switches: switches.list(),
    ahead: clock.ahead,
  }
}

function listOffers(placeId: string, { people, memberAt }: Cast): Place['offers'] {
  return Object.fromEntries(
    people.flatMap(({ id }) => {
      const member = memberAt(id, placeId)
      return member === undefined ? [] : [[id, member.offered().map((command) => textIn(command.id))]]
    }),
  )
}
