import { afterEach, expect } from 'vitest'
import type { SandboxMessage } from '../../sandbox/discord/messages/messageRecord.ts'
import type { Member } from '../../sandbox/discord/people/member.ts'
import type { SentInteraction } from '../../sandbox/discord/people/presence.ts'
import type { OptionValues } from '../../sandbox/discord/people/values.ts'
import type {
  Channel,
  ChannelOptions,
  GuildOptions,
  User,
  UserOptions,
} from '../../sandbox/discord/world/createWorldEditor.ts'
import type { Generation } from '../../src/domain/generation.ts'
import { expectCleanHouse } from './expectCleanHouse.ts'
import { expectDiscretion } from './expectDiscretion.ts'
import { listErrors } from './listErrors.ts'
import { readGenerations } from './readGenerations.ts'
import { cameSoon } from './says.ts'
import { type House, type HouseOptions, startHouse } from './startHouse.ts'

export interface FlowOptions extends HouseOptions {
  readonly guild?: GuildOptions
  readonly channel?: ChannelOptions
  readonly user?: UserOptions
  /** The sentences of the log's errors, each as often as it comes. None by default. */
  readonly errors?: readonly string[]
  /** Whether each of them may come more often, as the moments of the network fall. */
  readonly areErrorsRepeated?: boolean
}

/** A house with one member in one channel. */
export interface Flow extends House {
  readonly channel: Channel
  readonly user: User
  readonly member: Member
  /** Types `/kling video`, and waits for the answer. */
  ask(values?: OptionValues, how?: { raw?: boolean }): Promise<SentInteraction>
  /**
   * Waits until the owner was mentioned beside the status message, or sees the video come, or was told in private, and
   * everything is saved. Returns the message that says how it ended.
   */
  untilTold(sent: SentInteraction): Promise<SandboxMessage>
  /** Both: asks, waits for the end, and returns the status message. */
  make(values?: OptionValues): Promise<SandboxMessage>
  /** Presses a button of a message, and waits for the answer. */
  press(message: SandboxMessage, label: string, by?: Member): Promise<SentInteraction>
  /** Every generation as it is stored, the oldest first. */
  stored(): Promise<Generation[]>
  /** The only stored generation. */
  storedOne(): Promise<Generation>
}

/** Longer than that. */
const usualRender = 70_000
export const usualPrompt = 'a red fox walks through deep snow'

/** Opens houses for the tests of a file; after each test the house is looked over and closed. */
export function useFlow(usual: FlowOptions = {}): (options?: FlowOptions) => Promise<Flow> {
  let house: House | undefined
  let errors: readonly string[] = []
  let areErrorsRepeated = false
  let unspoken: string[] = []
  const unhandled: unknown[] = []
  const noteUnhandled = (reason: unknown) => unhandled.push(reason)

  function expectCleanFlow(present: House): void {
    expectCleanHouse(present)
    expectDiscretion(present, unspoken)
    const logged = areErrorsRepeated ? [...new Set(listErrors(present))] : listErrors(present)
    expect(logged, 'errors in the log').toEqual([...errors].sort())
    const { botUserId } = present.discord
    const strangers = present.discord.messages.filter(
      ({ authorId, pings }) => authorId === botUserId && (pings.length > 1 || pings.includes('everyone')),
    )
    expect(strangers, 'messages that ping more than one person').toEqual([])
  }

  afterEach(async () => {
    const present = house
    house = undefined
    try {
      await present?.time.settle()
      if (present !== undefined) expectCleanFlow(present)
      expect(unhandled.splice(0), 'unhandled rejections').toEqual([])
    } finally {
      await present?.close()
      process.off('unhandledRejection', noteUnhandled)
    }
  })

  return async (options = {}) => {
    const merged = {
      ...usual,
      ...options,
      kling: { renderMilliseconds: usualRender, ...(options.kling ?? usual.kling) },
      variables: { LOG_LEVEL: 'trace', ...usual.variables, ...options.variables },
    }
    const opened = await startHouse(merged)
    house = opened
    process.on('unhandledRejection', noteUnhandled)
    errors = merged.errors ?? []
    areErrorsRepeated = merged.areErrorsRepeated ?? false
    unspoken = []
    return createFlow(opened, merged, (typed) => unspoken.push(typed))
  }
}

async function createFlow(house: House, options: FlowOptions, note: (typed: string) => void): Promise<Flow> {
  const { discord, time } = house
  const channel = discord
    .addGuild({ name: 'Film club', ...options.guild })
    .addChannel({ name: 'videos', ...options.channel })
  const user = discord.addUser({ name: 'Ana', ...options.user })
  const member = user.in(channel)
  await time.settle()

  async function answered(sent: SentInteraction): Promise<SentInteraction> {
    await time.until(() => sent.acknowledgedAfter !== undefined, 3_000)
    await time.settle()
    return sent
  }

  async function ask(values: OptionValues = {}, how: { raw?: boolean } = {}): Promise<SentInteraction> {
    const filled = { prompt: usualPrompt, ...values }
    for (const name of ['prompt', 'negative_prompt'] as const) {
      const typed = name in filled ? (filled as OptionValues)[name] : undefined
      if (typeof typed === 'string' && typed.trim() !== '') note(typed)
    }
    const sent = await member.run('kling video', filled, how)
    note(sent.token)
    return answered(sent)
  }

  async function untilTold(sent: SentInteraction): Promise<SandboxMessage> {
    const isHere = () => sent.message !== undefined && cameSoon(sent.message, sent.createdAt)
    const isGone = () => sent.message?.isDeleted === true
    await time.until(() => findNotices(house, sent).length > 0 || isHere() || isGone(), 26 * 60 * 60_000)
    await time.settle()
    return findPrivateWord(house, sent, user) ?? findStatus(sent)
  }

  return {
    ...house,
    channel,
    user,
    member,
    ask,
    untilTold,
    make: async (values) => untilTold(await ask(values)),
    async press(message, label, by = member) {
      const sent = await by.click(message, { label })
      note(sent.token)
      return answered(sent)
    },
    stored: () => readGenerations(house.directory),
    async storedOne() {
      const [generation, ...others] = await readGenerations(house.directory)
      if (generation === undefined || others.length > 0) throw new Error('There is not exactly one generation')
      return generation
    },
  }
}

/** The status message that a command or a click began. */
export function findStatus(sent: SentInteraction): SandboxMessage {
  if (sent.message === undefined) throw new Error('There is no status message')
  return sent.message
}

/** What the owner alone was told of how it ended: beside the status message, or in their direct messages since then. */
export function findPrivateWord(
  { discord }: Pick<House, 'discord'>,
  { message, createdAt }: SentInteraction,
  user: User,
): SandboxMessage | undefined {
  const direct = user.directMessages().id
  return discord.messages.find(
    ({ ephemeralFor, reference, channelId, createdAt: at }) =>
      (ephemeralFor === user.id && message !== undefined && reference?.messageId === message.id) ||
      (channelId === direct && message?.channelId !== direct && at >= createdAt),
  )
}

/** The messages that ping somebody because of the status message: replies to it, or one for several that links it. */
export function findNotices({ discord }: Pick<House, 'discord'>, sent: SentInteraction): SandboxMessage[] {
  const id = sent.message?.id
  return discord.messages.filter(
    ({ pings, reference, text }) => pings.length > 0 && (reference?.messageId === id || text.includes(`/${id})`)),
  )
}
