import { setTimeout as pause } from 'node:timers/promises'
import { createTemporaryFolder } from '../sandbox/demo/files.ts'
import { type DiscordSandbox, startDiscordSandbox } from '../sandbox/discord/startDiscordSandbox.ts'
import { type KlingSandbox, startKlingSandbox } from '../sandbox/kling/startKlingSandbox.ts'
import type { Benchmark } from './benchmark.ts'
import { runBot, type Use } from './bots/runBot.ts'
import { computePercentile } from './computePercentile.ts'

const bots = ['off', 'on', 'bare'] as const
type BotKind = (typeof bots)[number]

const labels: Readonly<Record<BotKind, string>> = {
  off: 'this bot, LISTEN_TO_MENTIONS=false',
  on: 'this bot, LISTEN_TO_MENTIONS=true',
  bare: 'bare discord.js with the same intents',
}

interface Crowd {
  readonly seconds: number
  readonly messagesPerSecond: number
  /** For the first work after the connection, and for what is on its way at the end; milliseconds. */
  readonly settling: number
}

interface Cost extends Pick<Use, 'resident' | 'heap'> {
  /** Of one core, while the messages came. */
  readonly load: number
  readonly messages: number
}

interface Sandboxes {
  readonly discord: DiscordSandbox
  readonly kling: KlingSandbox
  readonly guildId: string
  readonly channelId: string
}

const batchesPerSecond = 20
const firstId = 1_300_000_000_000_000_000n

/** As Discord sends a message of a server that does not mention the bot: without its text. */
function composeMessage(index: number, { guildId, channelId }: Pick<Sandboxes, 'guildId' | 'channelId'>): string {
  const author = String(firstId + BigInt(index % 5_000))
  const d = {
    id: String(firstId + BigInt(index) * 4_096n),
    type: 0,
    channel_id: channelId,
    channel_type: 0,
    guild_id: guildId,
    content: '',
    timestamp: '2026-11-27T12:00:00.000000+00:00',
    edited_timestamp: null,
    tts: false,
    pinned: false,
    flags: 0,
    mention_everyone: false,
    mention_roles: [],
    mentions:
      index % 10 === 0 ? [{ id: '7', username: 'ben', global_name: 'Ben', discriminator: '0', avatar: null }] : [],
    author: { id: author, username: `person-${author}`, global_name: 'Somebody', discriminator: '0', avatar: null },
    member: {
      roles: [],
      joined_at: '2025-01-01T00:00:00.000000+00:00',
      deaf: false,
      mute: false,
      flags: 0,
      nick: null,
    },
    attachments: [],
    embeds: [],
    components: [],
    nonce: String(index),
  }
  return JSON.stringify({ op: 0, t: 'MESSAGE_CREATE', s: index + 1_000, d })
}

async function send(sandboxes: Sandboxes, { seconds, messagesPerSecond }: Crowd): Promise<number> {
  const startedAt = performance.now()
  let sent = 0
  for (let batch = 1; batch <= seconds * batchesPerSecond; batch += 1) {
    for (; sent < (batch * messagesPerSecond) / batchesPerSecond; sent += 1)
      sandboxes.discord.faults.sendToBot(composeMessage(sent, sandboxes))
    await pause(Math.max(0, startedAt + (batch * 1_000) / batchesPerSecond - performance.now()))
  }
  return sent
}

function startBot(kind: BotKind, { discord, kling }: Sandboxes, directory: string) {
  if (kind === 'bare') {
    const options = [discord.apiUrl, discord.token, 'messages']
    return runBot({ script: './bare.js', options, directory, isMemoryMeasured: true })
  }
  const variables = {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    DISCORD_CDN_URL: discord.cdnUrl,
    RUNWARE_API_KEY: kling.runwareKey,
    RUNWARE_API_URL: kling.runwareUrl,
    DATABASE_URL: `sqlite://${directory}/kling.sqlite`,
    MEDIA_DIRECTORY: `${directory}/media`,
    LISTEN_TO_MENTIONS: String(kind === 'on'),
  }
  return runBot({ script: '../../src/index.js', variables, directory, isMemoryMeasured: true })
}

async function measureOnce(kind: BotKind, sandboxes: Sandboxes, crowd: Crowd): Promise<Cost> {
  const { discord } = sandboxes
  const folder = createTemporaryFolder('kling-bench-')
  const bot = startBot(kind, sandboxes, folder.path)
  try {
    await discord.untilBotIsConnected()
    await pause(crowd.settling)
    const before = await bot.measureUse()
    const startedAt = performance.now()
    // Discord sends none to a bot that did not ask for them.
    const messages = kind === 'off' ? 0 : await send(sandboxes, crowd)
    await pause(Math.max(0, startedAt + crowd.seconds * 1_000 + crowd.settling - performance.now()))
    const { processor, resident, heap } = await bot.measureUse()
    const load = (processor - before.processor) / (performance.now() - startedAt)
    return { load, resident, heap, messages }
  } finally {
    await bot.stop()
    while (discord.gateway.isBotConnected) await pause(10)
    folder.remove()
  }
}

/** What it costs to listen for mentions in servers where people talk, beside a bot that does not and a client that does it plainly. */
export const mentions: Benchmark = {
  name: 'mentions',
  async measure({ isQuick, say }) {
    const crowd = isQuick
      ? { seconds: 1, messagesPerSecond: 100, settling: 200 }
      : { seconds: 30, messagesPerSecond: 1_000, settling: 2_000 }
    const rounds = isQuick ? 1 : 3
    const discord = await startDiscordSandbox()
    const kling = await startKlingSandbox()
    const guild = discord.addGuild({ name: 'Film club' })
    const channel = guild.addChannel({ name: 'talk' })
    const sandboxes = { discord, kling, guildId: guild.id, channelId: channel.id }
    const measured: { readonly kind: BotKind; readonly cost: Cost }[] = []
    try {
      for (let round = 1; round <= rounds; round += 1) {
        for (const kind of bots) measured.push({ kind, cost: await measureOnce(kind, sandboxes, crowd) })
        say(`round ${round} of ${rounds}`)
      }
    } finally {
      await Promise.all([discord.close(), kling.close()])
    }
    const middle = (kind: BotKind, pick: (cost: Cost) => number) =>
      computePercentile(
        measured.filter((each) => each.kind === kind).map(({ cost }) => pick(cost)),
        50,
      )
    return {
      caption:
        `${crowd.messagesPerSecond} messages a second that do not mention the bot, for ${crowd.seconds} s: how much of one core it uses meanwhile, and\n` +
        `its memory in megabytes afterwards, when the garbage was collected. The median of ${rounds} rounds.`,
      columns: ['core', 'resident', 'heap'],
      rows: bots.map((kind) => ({
        label: labels[kind],
        cells: [
          `${(middle(kind, ({ load }) => load) * 100).toFixed(1)} %`,
          (middle(kind, ({ resident }) => resident) / 1_000_000).toFixed(1),
          (middle(kind, ({ heap }) => heap) / 1_000_000).toFixed(1),
        ],
      })),
      details: { ...crowd, measured },
    }
  },
}
