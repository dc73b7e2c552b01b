import { isObject, type JsonObject, textIn } from '../../../discord/json.ts'
import type { Scene } from '../../protocol.ts'

export type Named = Pick<Scene, 'people' | 'places' | 'bot' | 'roles'>

/** Discord writes `@unknown-user` where it does not know somebody. */
export const unknownUser = 'unknown-user'
export const unknownRole = 'unknown-role'

export function findUserName({ people, bot }: Named, id: string): string | undefined {
  return id === bot.id ? bot.name : people.find((person) => person.id === id)?.name
}

export const findPlaceName = ({ places }: Named, id: string): string | undefined =>
  places.find((place) => place.id === id)?.name

export const findRoleName = ({ roles = [] }: Named, id: string): string | undefined =>
  roles.find((role) => role.id === id)?.name

/** Of a message, as Discord's API gives it. */
export function nameAuthor(named: Named, body: JsonObject): string {
  const author = isObject(body.author) ? body.author : {}
  return (
    findUserName(named, textIn(author.id)) ?? (textIn(author.global_name) || textIn(author.username) || unknownUser)
  )
}
