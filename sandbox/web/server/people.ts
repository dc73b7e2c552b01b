import { permissions, usualAdminPermissions, usualMemberPermissions } from '../../discord/flags.ts'
import type { Member } from '../../discord/people/member.ts'
import type { DiscordSandbox } from '../../discord/startDiscordSandbox.ts'
import type { Channel, User } from '../../discord/world/createWorldEditor.ts'
import type { Person, Place } from '../protocol.ts'

type KnownPlace = Omit<Place, 'offers'>

/** Everybody who is there, and where they can be. */
export interface People {
  readonly guildName: string
  /** The only one that the played servers have, under the id of the server as everywhere. */
  readonly roles: readonly { readonly id: string; readonly name: string }[]
  readonly list: readonly Person[]
  /** As they are now: threads come and go. */
  readonly places: readonly KnownPlace[]
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
  const channels = [
    { channel: guild.addChannel({ name: 'videos' }), kind: 'text' },
    { channel: guild.addChannel({ name: 'late-night', ageRestricted: true }), kind: 'ageRestricted' },
  ] as const
  const list: Person[] = []
  const directs: KnownPlace[] = []
  const entrances = new Map<string, (channel: Channel) => Member>()
  const members = new Map<string, Member>()

  function add(user: User, { role, permissions: granted = usualMemberPermissions }: Part): void {
    const mayModerate = (granted & permissions.manageMessages) !== 0n
    list.push({ id: user.id, name: user.name, role, mayModerate, uploadLimit })
    entrances.set(user.id, (channel) => user.in(channel, { permissions: granted }))
    for (const { channel } of channels)
      members.set(`${user.id} ${channel.id}`, user.in(channel, { permissions: granted }))
    const direct = user.directMessages()
    directs.push({ id: direct.id, name: botName, kind: 'direct', personId: user.id })
    members.set(`${user.id} ${direct.id}`, user.in(direct))
  }

  /** Whoever is in a channel is in its threads, as long as these are there. */
  function findThreadMember(personId: string, placeId: string): Member | undefined {
    const thread = channels.flatMap(({ channel }) => channel.threads).find(({ id }) => id === placeId)
    return thread && entrances.get(personId)?.(thread)
  }

  for (const part of parts) add(discord.addUser({ name: part.name, uploadLimit, locale }), part)
  const roles = [{ id: guild.id, name: 'everyone' }]
  return {
    guildName,
    roles,
    list,
    get places() {
      const inGuild = channels.flatMap(({ channel: { id, name, threads }, kind }): KnownPlace[] => [
        { id, name, kind },
        ...threads.map((thread) => ({ id: thread.id, name: thread.name, kind, parentId: id })),
      ])
      return [...inGuild, ...directs]
    },
    memberAt: (personId, placeId) => members.get(`${personId} ${placeId}`) ?? findThreadMember(personId, placeId),
  }
}
