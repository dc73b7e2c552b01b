import { permissions, usualAdminPermissions, usualMemberPermissions } from '../../discord/flags.ts'
import type { Member } from '../../discord/people/member.ts'
import type { DiscordSandbox } from '../../discord/startDiscordSandbox.ts'
import type { User } from '../../discord/world/createWorldEditor.ts'
import type { Person, Place } from '../protocol.ts'

/** Everybody who is there, and where they can be. */
export interface People {
  readonly guildName: string
  /** The only one that the played servers have, under the id of the server as everywhere. */
  readonly roles: readonly { readonly id: string; readonly name: string }[]
  readonly list: readonly Person[]
  readonly places: readonly Omit<Place, 'offers'>[]
  /** Nothing where the person has no business in the place. */
  memberAt(personId: string, placeId: string): Member | undefined
}

interface Part {
  readonly name: string
  readonly role: string
  readonly permissions?: bigint
}

const uploadLimit = 10 * 1024 * 1024
const guildName = 'Film club'

const parts: readonly Part[] = [
  { name: 'Ana', role: 'asks for videos' },
  { name: 'Ben', role: 'another member' },
  { name: 'Cleo', role: 'admin of the server', permissions: usualAdminPermissions },
]

/**
 * A server with two channels, three people in it, and for each of them a conversation with the bot alone.
 *
 * @param locale the language of them all, as Discord names it
 */
export function createPeople(
  discord: Pick<DiscordSandbox, 'addGuild' | 'addUser'>,
  botName: string,
  locale = 'en-US',
): People {
  const guild = discord.addGuild({ name: guildName, locale })
  const videos = guild.addChannel({ name: 'videos' })
  const lateNight = guild.addChannel({ name: 'late-night', ageRestricted: true })
  const list: Person[] = []
  const places: Omit<Place, 'offers'>[] = [
    { id: videos.id, name: videos.name, kind: 'text' },
    { id: lateNight.id, name: lateNight.name, kind: 'ageRestricted' },
  ]
  const members = new Map<string, Member>()

  function add(user: User, { role, permissions: granted = usualMemberPermissions }: Part): void {
    const mayModerate = (granted & permissions.manageMessages) !== 0n
    list.push({ id: user.id, name: user.name, role, mayModerate, uploadLimit })
    for (const channel of [videos, lateNight]) {
      members.set(`${user.id} ${channel.id}`, user.in(channel, { permissions: granted }))
    }
    const direct = user.directMessages()
    places.push({ id: direct.id, name: botName, kind: 'direct', personId: user.id })
    members.set(`${user.id} ${direct.id}`, user.in(direct))
  }

  for (const part of parts) add(discord.addUser({ name: part.name, uploadLimit, locale }), part)
  const roles = [{ id: guild.id, name: 'everyone' }]
  return { guildName, roles, list, places, memberAt: (personId, placeId) => members.get(`${personId} ${placeId}`) }
}
