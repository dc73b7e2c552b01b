import type { JsonObject } from '../json.ts'
import { describeUser } from '../world/describeWorld.ts'
import type { World } from '../world/world.ts'
import type { MessageInteraction } from './messageRecord.ts'

/** Where an answer to an interaction comes from. @see https://discord.com/developers/docs/resources/message#message-interaction-metadata-object */
export function describeMetadata(interaction: MessageInteraction, world: World): JsonObject {
  const { id, type, owners, sourceId, targetId, opener } = interaction
  const user = world.users.get(interaction.userId)
  const common = {
    id,
    type,
    ...(user === undefined ? {} : { user: describeUser(user) }),
    authorizing_integration_owners: owners,
  }
  if (opener !== undefined) return { ...common, triggering_interaction_metadata: describeMetadata(opener, world) }
  return {
    ...common,
    ...(sourceId === undefined ? {} : { interacted_message_id: sourceId }),
    ...(targetId === undefined ? {} : { target_message_id: targetId }),
  }
}
