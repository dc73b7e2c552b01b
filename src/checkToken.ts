import { DiscordAPIError, type REST, type RESTGetCurrentApplicationResult, Routes } from 'discord.js'
import { type Clock, minutes, seconds } from './domain/clock.ts'
import { tokenRefused } from './explainClose.ts'
import { withTimeout } from './lib/timeout.ts'
import { StartFailure } from './startFailure.ts'

export interface TokenCheck {
  readonly rest: Pick<REST, 'get'>
  readonly clock: Clock
  readonly signal: AbortSignal
}

/** discord.js waits as long as Discord asks it to, which may be hours. */
const patience = minutes(1)

/**
 * Asks Discord who we are before anything else is begun, so that a wrong token is one clear line and no attempt to log in.
 * Resolves to the application's id.
 */
export async function checkToken({ rest, clock, signal }: TokenCheck): Promise<string> {
  try {
    const ask = () => rest.get(Routes.currentApplication()) as Promise<RESTGetCurrentApplicationResult>
    const application = await withTimeout(ask, {
      clock,
      milliseconds: patience,
      within: signal,
      onTimeout: () =>
        new StartFailure(
          `Discord did not answer within ${patience / seconds(1)} seconds when asked for DISCORD_TOKEN; a line of the log says so if it wants fewer requests. Start the bot again later.`,
        ),
    })
    return application.id
  } catch (error) {
    if (signal.aborted || error instanceof StartFailure) throw error
    if (error instanceof DiscordAPIError && error.status === 401) throw new StartFailure(tokenRefused)
    throw new StartFailure(
      'Discord could not be reached to check DISCORD_TOKEN. Check the network and DISCORD_API_URL.',
      { cause: error },
    )
  }
}
