import { describeMessage } from '../messages/describeMessage.ts'
import type { SandboxMessage } from '../messages/messageRecord.ts'
import { interactionTypes } from '../validation/checkCallback.ts'
import type { Presence } from './createPresence.ts'
import { findOwners } from './findOwners.ts'
import { type ComponentTarget, findPressed } from './findPressed.ts'
import type { SentInteraction } from './sentInteraction.ts'

/** Presses a button, or chooses `values` from a select. */
export async function useComponent(
  presence: Presence,
  message: SandboxMessage,
  target: ComponentTarget,
  values?: readonly string[],
): Promise<SentInteraction> {
  const source = presence.look(message)
  const component = findPressed(source, target, values)
  const owners = source.interaction?.owners ?? findOwners(undefined, presence.channel, presence.user)
  const data = {
    id: component.id,
    custom_id: component.custom_id,
    component_type: component.type,
    ...(values === undefined ? {} : { values }),
  }
  const record = presence.start({ type: interactionTypes.component, owners, source })
  return presence.send(record, { data, message: describeMessage(source, presence.world) })
}
