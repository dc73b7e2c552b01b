import { type APIMessageTopLevelComponent, MessageFlags } from 'discord.js'
import type { MessageFile, MessageView } from '../domain/message.ts'

/** A message of Components V2 that mentions nobody, whatever the text in it says. */
export function createView(
  components: readonly APIMessageTopLevelComponent[],
  files: readonly MessageFile[] = [],
): MessageView {
  return {
    body: { flags: MessageFlags.IsComponentsV2, allowed_mentions: { parse: [] }, components },
    files,
  }
}
