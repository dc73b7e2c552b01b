import type { Change, Scene } from '../protocol.ts'

const mostRequests = 300
const mostSent = 100

/** The scene after a change. Without a scene only a whole one counts. */
export function applyChange(scene: Scene | undefined, change: Change): Scene | undefined {
  if (change.kind === 'scene') return change.scene
  if (scene === undefined) return undefined
  switch (change.kind) {
    case 'message':
      return { ...scene, messages: place(scene.messages, change.message, 'id') }
    case 'messageDeleted':
      return { ...scene, messages: scene.messages.filter(({ id }) => id !== change.id) }
    case 'sent':
      return { ...scene, sent: place(scene.sent, change.sent, 'id').slice(-mostSent) }
    case 'commands':
      return { ...scene, commands: change.commands, places: change.places }
    case 'places':
      return { ...scene, places: change.places }
    case 'bot':
      return { ...scene, bot: { ...scene.bot, state: change.state } }
    case 'request':
      return { ...scene, requests: place(scene.requests, change.request, 'number').slice(-mostRequests) }
    case 'switches':
      return { ...scene, switches: change.switches }
    case 'time':
      return { ...scene, ahead: change.ahead }
  }
}

/** Takes the place of the one with the same key, or the last place. */
function place<Item, Key extends keyof Item>(items: readonly Item[], item: Item, key: Key): readonly Item[] {
  const index = items.findLastIndex((each) => each[key] === item[key])
  return index === -1 ? [...items, item] : items.with(index, item)
}
