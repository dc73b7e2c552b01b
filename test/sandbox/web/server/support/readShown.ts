import { type JsonObject, objectsIn, textIn } from '../../../../../sandbox/discord/json.ts'
import { walkComponents } from '../../../../../sandbox/discord/validation/checkComponents.ts'
import type { ShownMessage } from '../../../../../sandbox/web/protocol.ts'

/** All texts of a message, one below the other. */
export function textOf({ body }: ShownMessage): string {
  const texts = walkComponents(body.components).map(({ component }) => textIn(component.content))
  return [textIn(body.content), ...texts].filter((text) => text !== '').join('\n')
}

export const videosOf = ({ body }: ShownMessage): JsonObject[] =>
  objectsIn(body.attachments).filter((attachment) => attachment.content_type === 'video/mp4')

/** The custom id of the button with this label. */
export function buttonOf({ body }: ShownMessage, label: string): string | undefined {
  const button = walkComponents(body.components).find(({ component }) => component.label === label)
  return button && textIn(button.component.custom_id)
}
