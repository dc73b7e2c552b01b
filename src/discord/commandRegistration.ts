import {
  type APIApplicationCommand,
  ApplicationCommandType,
  DiscordAPIError,
  type REST,
  type RESTGetAPIApplicationCommandsResult,
  RESTJSONErrorCodes,
  type RESTPostAPIApplicationCommandsJSONBody,
  Routes,
} from 'discord.js'
import { type Clock, hours, minutes } from '../domain/clock.ts'
import type { Log } from '../log.ts'

interface CommandKeeping extends CommandRegistration {
  readonly clock: Clock
  readonly log: Log
}

const firstPause = minutes(1)
const longestPause = hours(1)

interface CommandKeeper {
  /** Resolves after the first attempt, whatever came of it. */
  readonly firstAttempt: Promise<void>
  stop(): void
}

/** Registers the commands; where that fails, the bot serves with those that Discord has, and it is tried again. */
export function keepCommands(keeping: CommandKeeping): CommandKeeper {
  const { clock, log, guildId } = keeping
  let isStopped = false
  let cancel = () => {}

  async function attempt(pause: number): Promise<void> {
    try {
      const isRegistered = await registerCommands(keeping)
      log.info({ isRegistered }, isRegistered ? 'The commands were registered' : 'The commands are registered already')
    } catch (error) {
      if (isStopped) return
      const fix = findFix(error, guildId)
      log.error({ error, fix, minutes: pause / minutes(1) }, 'The commands could not be registered; it is tried again')
      cancel = clock.after(pause, () => void attempt(Math.min(pause * 2, longestPause)))
    }
  }

  return {
    firstAttempt: attempt(firstPause),
    stop() {
      isStopped = true
      cancel()
    },
  }
}

function findFix(error: unknown, guildId: string | undefined): string | undefined {
  const isShutOut = error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.MissingAccess
  return isShutOut && guildId !== undefined ? 'Add the app to the server that DISCORD_GUILD_ID names.' : undefined
}

interface CommandRegistration {
  readonly rest: Pick<REST, 'get' | 'put'>
  readonly applicationId: string
  /** Registers there at once instead of everywhere. */
  readonly guildId?: string
  readonly commands: readonly RESTPostAPIApplicationCommandsJSONBody[]
}

/**
 * Registers the commands where Discord has others, and not otherwise: creating commands is limited to 200 a day. Resolves to
 * whether it did.
 *
 * @see https://discord.com/developers/docs/interactions/application-commands#bulk-overwrite-global-application-commands
 */
export async function registerCommands(registration: CommandRegistration): Promise<boolean> {
  const { rest, applicationId, guildId, commands } = registration
  const route =
    guildId === undefined
      ? Routes.applicationCommands(applicationId)
      : Routes.applicationGuildCommands(applicationId, guildId)
  const query = new URLSearchParams({ with_localizations: 'true' })
  const present = (await rest.get(route, { query })) as RESTGetAPIApplicationCommandsResult
  // Discord makes this one for apps with activities, and refuses an overwrite that leaves it out.
  const entryPoints = present.filter(({ type }) => type === ApplicationCommandType.PrimaryEntryPoint)
  const others = present.filter((command) => !entryPoints.includes(command))
  const isSame =
    others.length === commands.length &&
    commands.every((command) => others.some((other) => isSameCommand(command, other, guildId === undefined)))
  if (isSame) return false
  await rest.put(route, { body: [...commands, ...entryPoints] })
  return true
}

type Fields = Readonly<Record<string, unknown>>

/** Every field that we may set, with what Discord shows where it is left out. It adds ids and versions of its own. */
const commandDefaults: Fields = {
  type: 1,
  name: '',
  name_localizations: null,
  description: '',
  description_localizations: null,
  options: [],
  default_member_permissions: null,
  nsfw: false,
}
const optionDefaults: Fields = {
  type: 0,
  name: '',
  name_localizations: null,
  description: '',
  description_localizations: null,
  required: false,
  choices: [],
  options: [],
  channel_types: [],
  min_value: null,
  max_value: null,
  min_length: null,
  max_length: null,
  autocomplete: false,
}
const choiceDefaults: Fields = { name: '', name_localizations: null, value: null }

/**
 * Whether Discord has the command as we would register it.
 *
 * @param isGlobal commands of one server have no contexts and kinds of installation; of the others they count where we set them
 */
function isSameCommand(
  ours: RESTPostAPIApplicationCommandsJSONBody,
  theirs: APIApplicationCommand,
  isGlobal: boolean,
): boolean {
  const places = isGlobal ? (['contexts', 'integration_types'] as const) : []
  return (
    JSON.stringify(normalize(ours as unknown as Fields)) === JSON.stringify(normalize(theirs as unknown as Fields)) &&
    places.every((place) => ours[place] === undefined || isSameSet(ours[place] ?? [], theirs[place] ?? []))
  )
}

function normalize(command: Fields): Fields {
  return { ...pick(command, commandDefaults), options: list(command.options).map(normalizeOption) }
}

function normalizeOption(option: Fields): Fields {
  return {
    ...pick(option, optionDefaults),
    choices: list(option.choices).map((choice) => pick(choice, choiceDefaults)),
    options: list(option.options).map(normalizeOption),
  }
}

function pick(values: Fields, defaults: Fields): Fields {
  return Object.fromEntries(
    Object.entries(defaults).map(([name, usual]) => [name, normalizeValue(values[name] ?? usual)]),
  )
}

/** Languages come in any order, and an empty list of them is none. */
function normalizeValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return entries.length === 0 ? null : Object.fromEntries(entries)
}

const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value : [])

function isSameSet(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((value) => other.includes(value))
}
