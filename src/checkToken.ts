import { DiscordAPIError, type REST, type RESTGetCurrentApplicationResult, Routes } from 'discord.js'
import { StartFailure } from './startFailure.ts'

/**
 * Asks Discord who we are before anything else is begun, so that a wrong token is one clear line and no attempt to log in.
 * Resolves to the application's id.
 */
export async function checkToken(rest: REST): Promise<string> {
  try {
    const application = (await rest.get(Routes.currentApplication())) as RESTGetCurrentApplicationResult
    return application.id
  } catch (error) {
    if (error instanceof DiscordAPIError && error.status === 401) {
      throw new StartFailure(
        'Discord refused DISCORD_TOKEN. Copy the bot token anew from the Discord Developer Portal: your application, Bot, Reset Token.',
      )
    }
    throw new StartFailure(
      'Discord could not be reached to check DISCORD_TOKEN. Check the network and DISCORD_API_URL.',
      {
        cause: error,
      },
    )
  }
}
