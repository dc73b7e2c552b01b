import { channelTypes, usualBotPermissions } from '../flags.ts'
import { intents } from '../gateway/createGateway.ts'
import type { SandboxEmitter } from '../sandboxEvents.ts'
import type { Snowflakes } from '../snowflakes.ts'
import { describeChannel } from './describeWorld.ts'
import type { ChannelRecord, World } from './world.ts'

export interface ChannelOptions {
  name?: string
  ageRestricted?: boolean
  /** What the bot may do there: a set of `permissions`. */
  botPermissions?: bigint
  type?: number
}

/** A channel that tests can do things to; the bot is told where Discord would tell it. */
export interface Channel {
  readonly id: string
  readonly name: string
  readonly guildId: string | undefined
  /** Takes the bot's view of it away. */
  hide(): void
  unhide(): void
  setBotPermissions(permissions: bigint): void
  delete(): void
  /** A thread that a message starts has the message's id. */
  addThread(options?: { name?: string; from?: { readonly id: string } }): Channel
  /** Its threads, the oldest first. */
  readonly threads: readonly Channel[]
  /** Threads only. */
  archive(options?: { locked?: boolean }): void
  unarchive(): void
}

/** Sends a gateway event. */
export type Tell = (type: string, data: unknown, audience: { guildId: string | undefined; intents: number }) => void

type NewChannel = Partial<ChannelRecord> & Pick<ChannelRecord, 'type'>

export interface ChannelEditor {
  add(details: NewChannel): ChannelRecord
  /** Adds it, and tells the bot. */
  announce(details: NewChannel): ChannelRecord
  /** A message was posted in an archived thread, which ends that. */
  reopen(thread: ChannelRecord): void
  /** A public thread; one that a message starts has the message's id. */
  startThread(channel: ChannelRecord, thread: { readonly name: string; readonly id?: string }): ChannelRecord
  /** What tests hold in their hands. */
  open(record: ChannelRecord): Channel
}

export interface ChannelEditorDependencies {
  readonly world: World
  readonly snowflakes: Snowflakes
  readonly tell: Tell
  readonly emitter: Pick<SandboxEmitter, 'emit'>
}

export function createChannelEditor({ world, snowflakes, tell, emitter }: ChannelEditorDependencies): ChannelEditor {
  function tellOf(channel: ChannelRecord, type: string): void {
    if (channel.parentId !== undefined) emitter.emit({ kind: 'threadChanged', threadId: channel.id })
    if (channel.guild?.botIsMember !== true) return
    tell(type, describeChannel(channel, world.application), { guildId: channel.guild.id, intents: intents.guilds })
  }

  function add(details: NewChannel): ChannelRecord {
    const channel: ChannelRecord = {
      id: snowflakes.next(),
      name: 'general',
      ageRestricted: false,
      guild: undefined,
      parentId: undefined,
      recipients: [],
      botPermissions: usualBotPermissions,
      isHidden: false,
      isDeleted: false,
      isArchived: false,
      isLocked: false,
      ...details,
    }
    world.channels.set(channel.id, channel)
    return channel
  }

  function open(record: ChannelRecord): Channel {
    const kind = record.parentId === undefined ? 'CHANNEL' : 'THREAD'
    const change = (changes: Partial<Pick<ChannelRecord, 'isArchived' | 'isLocked' | 'botPermissions'>>) => {
      Object.assign(record, changes)
      tellOf(record, `${kind}_UPDATE`)
    }
    return {
      id: record.id,
      name: record.name,
      guildId: record.guild?.id,
      hide: () => setHidden(record, true),
      unhide: () => setHidden(record, false),
      setBotPermissions: (botPermissions) => change({ botPermissions }),
      delete() {
        for (const thread of threadsOf(record)) thread.isDeleted = true
        record.isDeleted = true
        tellOf(record, `${kind}_DELETE`)
      },
      addThread({ name = 'thread', from } = {}) {
        return open(startThread(record, { name, ...(from !== undefined && { id: from.id }) }))
      },
      get threads() {
        return threadsOf(record)
          .filter(({ isDeleted }) => !isDeleted)
          .map(open)
      },
      archive: ({ locked = false } = {}) => change({ isArchived: true, isLocked: locked }),
      unarchive: () => change({ isArchived: false, isLocked: false }),
    }
  }

  const threadsOf = ({ id }: ChannelRecord) => [...world.channels.values()].filter(({ parentId }) => parentId === id)

  /** Threads are as visible as their channel. */
  function setHidden(record: ChannelRecord, isHidden: boolean): void {
    for (const each of [record, ...threadsOf(record)]) each.isHidden = isHidden
    tellOf(record, record.parentId === undefined ? 'CHANNEL_UPDATE' : 'THREAD_UPDATE')
  }

  function announce(details: NewChannel): ChannelRecord {
    const channel = add(details)
    tellOf(channel, channel.parentId === undefined ? 'CHANNEL_CREATE' : 'THREAD_CREATE')
    return channel
  }

  function startThread(channel: ChannelRecord, details: { readonly name: string; readonly id?: string }) {
    const { id: parentId, guild, botPermissions, ageRestricted, isHidden } = channel
    const { publicThread, announcementThread, announcement } = channelTypes
    const type = channel.type === announcement ? announcementThread : publicThread
    return announce({ type, parentId, guild, botPermissions, ageRestricted, isHidden, ...details })
  }

  function reopen(thread: ChannelRecord): void {
    thread.isArchived = false
    tellOf(thread, 'THREAD_UPDATE')
  }

  return { add, announce, reopen, startThread, open }
}
