import type { SentInteraction } from '../../../../sandbox/discord/people/presence.ts'
import type { DiscordSandbox } from '../../../../sandbox/discord/startDiscordSandbox.ts'
import type { GuildOptions, UserOptions } from '../../../../sandbox/discord/world/createWorldEditor.ts'
import { type ApiCall, callApi } from './callApi.ts'

export const klingCommand = {
  name: 'kling',
  description: 'Videos',
  options: [
    {
      type: 1,
      name: 'video',
      description: 'Make a video',
      options: [
        { type: 3, name: 'prompt', description: 'What to show', required: true, max_length: 50 },
        { type: 11, name: 'image', description: 'Start frame', file_types: ['image'] },
        { type: 4, name: 'duration', description: 'Seconds', min_value: 3, max_value: 15 },
        {
          type: 3,
          name: 'quality',
          description: 'Resolution',
          choices: [
            { name: '720p', value: 'standard' },
            { name: '1080p', value: 'pro' },
          ],
        },
        { type: 10, name: 'guidance', description: 'Guidance', min_value: 0, max_value: 1 },
        { type: 5, name: 'sound', description: 'Sound' },
      ],
    },
  ],
}

/** A guild with a channel and a person, and the command registered: enough for most tests without a client. */
export async function playScene(sandbox: DiscordSandbox, options: { guild?: GuildOptions; user?: UserOptions } = {}) {
  const guild = sandbox.addGuild(options.guild)
  const channel = guild.addChannel()
  const user = sandbox.addUser(options.user)
  const member = user.in(channel)
  const call = (route: string, details?: ApiCall) => callApi(sandbox, route, details)
  const command = { ...klingCommand, integration_types: [0, 1], contexts: [0, 1, 2] }
  await call(`PUT /applications/${sandbox.applicationId}/commands`, { body: [command] })
  const urlOf = (sent: SentInteraction) => `/webhooks/${sandbox.applicationId}/${sent.token}`
  return {
    guild,
    channel,
    user,
    member,
    call,
    run: () => member.run('kling video', { prompt: 'a cat' }),
    answer: (sent: SentInteraction, body: unknown, details: ApiCall = {}) =>
      call(`POST /interactions/${sent.id}/${sent.token}/callback?with_response=true`, { body, ...details }),
    edit: (sent: SentInteraction, body: unknown, details: ApiCall = {}) =>
      call(`PATCH ${urlOf(sent)}/messages/@original`, { body, ...details }),
    followUp: (sent: SentInteraction, body: unknown, details: ApiCall = {}) =>
      call(`POST ${urlOf(sent)}?wait=true`, { body, ...details }),
    send: (body: unknown, details: ApiCall = {}) => call(`POST /channels/${channel.id}/messages`, { body, ...details }),
  }
}
