import { componentTypes } from '../flags.ts'
import { type JsonObject, objectsIn } from '../json.ts'
import type { SandboxMessage } from '../messages/messageRecord.ts'
import { walkComponents } from '../validation/walkComponents.ts'
import { ClientRefusal } from './optionValue.ts'

/** By its custom id or label. A forged client may send any custom id from any message that the person sees. */
export type ComponentTarget = string | { readonly label: string } | { readonly forged: string }

/** The button or select of a message, if a person could use it. */
export function findPressed(message: SandboxMessage, target: ComponentTarget, values?: readonly string[]): JsonObject {
  if (typeof target !== 'string' && 'forged' in target) {
    return { id: 1, type: componentTypes.button, custom_id: target.forged }
  }
  const placed = walkComponents(message.components).map(({ component }) => component)
  const found = placed.find((component) =>
    typeof target === 'string' ? component.custom_id === target : component.label === target.label,
  )
  if (found === undefined) throw new ClientRefusal(`The message has no ${JSON.stringify(target)}`)
  if (found.disabled === true) throw new ClientRefusal(`${JSON.stringify(target)} is disabled`)
  if (typeof found.custom_id !== 'string') throw new ClientRefusal(`${JSON.stringify(target)} is a link`)
  const isSelect = found.type !== componentTypes.button
  if (isSelect !== (values !== undefined)) throw new ClientRefusal('Buttons are clicked, selects are chosen from')
  const options = objectsIn(found.options).map(({ value }) => value)
  const stranger = values?.find((value) => found.type === componentTypes.stringSelect && !options.includes(value))
  if (stranger !== undefined) throw new ClientRefusal(`The select has no option ${stranger}`)
  return found
}
