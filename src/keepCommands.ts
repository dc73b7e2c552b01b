import { DiscordAPIError, RESTJSONErrorCodes } from 'discord.js'
import { type Clock, hours, minutes } from './domain/clock.ts'
import type { Log } from './log.ts'
import { type CommandRegistration, registerCommands } from './registerCommands.ts'

export interface CommandKeeping extends CommandRegistration {
  readonly clock: Clock
  readonly log: Log
}

const firstPause = minutes(1)
const longestPause = hours(1)

export interface CommandKeeper {
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
