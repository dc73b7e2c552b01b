import type { RESTPostAPIApplicationCommandsJSONBody } from 'discord.js'
import type { Policy } from '../domain/policy.ts'
import type { Command } from '../interactions/handler.ts'
import { kling } from './kling.ts'
import { klingAdmin } from './klingAdmin.ts'
import { mention } from './mention.ts'
import { reportVideo } from './reportVideo.ts'

/** Every command there is, and what is answered when somebody mentions the bot. */
export const commands: readonly Command[] = [kling, klingAdmin, reportVideo, mention]

/**
 * The bodies to register. Commands of a single server take neither installation types nor contexts.
 *
 * @see https://discord.com/developers/docs/interactions/application-commands#create-guild-application-command
 */
export function createCommandBodies(
  policy: Pick<Policy, 'providers'>,
  scope: 'global' | 'guild',
  offered: readonly Command[] = commands,
): RESTPostAPIApplicationCommandsJSONBody[] {
  const bodies = offered.flatMap((command) => (command.kind === 'mention' ? [] : [command.define(policy)]))
  if (scope === 'global') return bodies
  return bodies.map(({ integration_types: _types, contexts: _contexts, ...body }) => body)
}
