import { isObject, type JsonObject, textIn } from '../../../discord/json.ts'
import type { Place, Scene } from '../../protocol.ts'

export type Named = Pick<Scene, 'people' | 'places' | 'bot' | 'roles'>

/** Discord writes `@unknown-user` where it does not know somebody. */
export const unknownUser = 'unknown-user'
export const unknownRole = 'unknown-role'

export function findUserName({ people, bot }: Named, id: string): string | undefined {
  return id === bot.id ? bot.name : people.find((person) => person.id === id)?.name
}

export const findPlaceName = ({ places }: Named, id: string): string | undefined =>
  places.find((place) => place.id === id)?.name

/** What Discord offers where a text channel is to be chosen: no thread. */
export const isTextChannel = ({ kind, parentId }: Place): boolean => kind !== 'direct' && parentId === undefined

export const findRoleName = ({ roles = [] }: Named, id: string): string | undefined =>
  roles.find((role) => role.id === id)?.name

/** Of a message, as Discord's API gives it. */
export function nameAuthor(named: Named, body: JsonObject): string {
  const author = isObject(body.author) ? body.author : {}
  return (
    findUserName(named, textIn(author.id)) ?? (textIn(author.global_name) || textIn(author.username) || unknownUser)
  )
}

/** A text with its mentions as Discord sends them: `@Kling` of somebody who is there becomes `<@1>`. */
export function encodeMentions(text: string, { people, bot }: Pick<Named, 'people' | 'bot'>): string {
  const longestFirst = [...people, bot].toSorted((one, other) => other.name.length - one.name.length)
  return longestFirst.reduce(
    (written, { id, name }) => written.replaceAll(new RegExp(`(?<![\\w<@])@${quote(name)}(?!\\w)`, 'gi'), `<@${id}>`),
    text,
  )
}

const quote = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

export interface MessageLink {
  readonly placeId: string
  readonly messageId: string
}

const messageLinkShape = /^https:\/\/(?:\w+\.)?discord(?:app)?\.com\/channels\/(?:@me|\d+)\/(\d+)\/(\d+)$/

/** The message that an address of Discord leads to. Discord's client goes there itself. */
export function readMessageLink(address: string): MessageLink | undefined {
  const [, placeId, messageId] = messageLinkShape.exec(address) ?? []
  return placeId === undefined || messageId === undefined ? undefined : { placeId, messageId }
}

/** An emoji of a server is a picture of Discord's, so that only its name is shown. */
export function readEmoji(emoji: unknown): string {
  if (!isObject(emoji)) return ''
  return textIn(emoji.id) === '' ? textIn(emoji.name) : `:${textIn(emoji.name)}:`
}
