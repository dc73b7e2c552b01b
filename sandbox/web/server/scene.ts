import { textIn } from '../../discord/json.ts'
import type { SandboxMessage } from '../../discord/messages/messageRecord.ts'
import type { DiscordSandbox } from '../../discord/startDiscordSandbox.ts'
import type { Place, Scene, ShownMessage } from '../protocol.ts'
import type { BotProcess } from './botProcess.ts'
import type { SentLog } from './changes.ts'
import type { Switches } from './faults.ts'
import type { LocalNames } from './localNames.ts'
import type { People } from './people.ts'
import type { RequestLog } from './requests.ts'

/** Everything at once. */
export function describeScene(parts: {
  readonly discord: DiscordSandbox
  readonly people: People
  readonly localNames: Pick<LocalNames, 'show'>
  readonly bot: Pick<BotProcess, 'state'>
  readonly botName: string
  readonly sent: SentLog
  readonly requests: RequestLog
  readonly switches: Switches
  readonly clock: { readonly ahead: number }
}): Scene {
  const { discord, people, localNames, bot, botName, sent, requests, switches, clock } = parts
  const shown = discord.messages.map((message) => showMessage(message, { discord, sent }))
  return {
    bot: { id: discord.botUserId, name: botName, state: bot.state },
    guildName: people.guildName,
    roles: people.roles,
    people: people.list,
    places: people.places.map((place) => ({ ...place, offers: listOffers(place.id, people) })),
    commands: localNames.show(discord.commands()),
    messages: shown.filter((message) => message !== undefined),
    sent: sent.actions,
    requests: requests.requests,
    switches: switches.list(),
    ahead: clock.ahead,
  }
}

function listOffers(placeId: string, { list, memberAt }: People): Place['offers'] {
  return Object.fromEntries(
    list.flatMap(({ id }) => {
      const member = memberAt(id, placeId)
      return member === undefined ? [] : [[id, member.offered().map((command) => textIn(command.id))]]
    }),
  )
}

/** A message as the page gets it; nothing where it is gone, or was put away. */
export function showMessage(
  message: SandboxMessage,
  { discord, sent }: { discord: Pick<DiscordSandbox, 'describe'>; sent: SentLog },
): ShownMessage | undefined {
  const body = discord.describe(message)
  if (body === undefined || message.isDismissed === true) return undefined
  const { id, channelId, ephemeralFor, isLoading, pings, interactionId, createdAt } = message
  const action = interactionId === undefined ? undefined : sent.find(interactionId)?.action
  return {
    id,
    placeId: channelId,
    body,
    ...(ephemeralFor !== undefined && { ephemeralFor }),
    isLoading,
    pings,
    ...(action?.kind === 'command' &&
      action.name !== undefined && { command: { name: action.name, personId: action.personId } }),
    createdAt,
  }
}
