import { isObject, textIn } from '../../../discord/json.ts'
import type { Person, Place, Scene, ShownMessage } from '../../protocol.ts'

/** What can be done with a message. */
export interface Menu {
  /** The commands on messages that Discord offers here. */
  readonly apps: readonly string[]
  readonly canCopy: boolean
  readonly canDelete: boolean
  readonly canDismiss: boolean
}

const messageCommand = 3

export function listMenu(
  message: ShownMessage,
  who: { readonly person: Person; readonly place: Place; readonly commands: Scene['commands'] },
): Menu {
  const { person, place, commands } = who
  const isEphemeral = message.ephemeralFor !== undefined
  const isOwn = isObject(message.body.author) && message.body.author.id === person.id
  const offered = place.offers[person.id] ?? []
  const apps = commands
    .filter(({ id, type }) => type === messageCommand && offered.includes(textIn(id)))
    .map(({ name }) => textIn(name))
  return {
    apps: isEphemeral || message.isLoading ? [] : apps,
    canCopy: !message.isLoading,
    canDelete: !isEphemeral && (isOwn || (person.mayModerate && place.kind !== 'direct')),
    canDismiss: isEphemeral,
  }
}
