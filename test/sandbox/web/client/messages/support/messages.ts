import type { JsonObject } from '../../../../../../sandbox/discord/json.ts'
import type { Person, Place, SentAction, ShownMessage } from '../../../../../../sandbox/web/protocol.ts'

export const ana: Person = { id: '11', name: 'Ana', role: 'member', mayModerate: false, uploadLimit: 1 }
export const cleo: Person = { id: '13', name: 'Cleo', role: 'admin', mayModerate: true, uploadLimit: 1 }
export const bot = { id: '99', name: 'Kling', state: 'serving' } as const
export const videos: Place = {
  id: '7',
  name: 'videos',
  kind: 'text',
  offers: { '11': ['1', '3', '5'], '13': ['1', '3', '5'] },
}
export const roles = [{ id: '5', name: 'everyone' }]
export const named = { people: [ana, cleo], places: [videos], bot, roles }

/** Noon of some day, UTC. */
export const noon = Date.UTC(2026, 0, 5, 12)

export function shown(id: string, given: Partial<ShownMessage> = {}, body: JsonObject = {}): ShownMessage {
  return {
    id,
    placeId: videos.id,
    isLoading: false,
    pings: [],
    createdAt: noon,
    ...given,
    body: {
      id,
      type: 0,
      content: '',
      author: { id: bot.id, bot: true },
      edited_timestamp: null,
      components: [],
      ...body,
    },
  }
}

export function sent(id: string, given: Partial<SentAction> = {}): SentAction {
  return { id, personId: ana.id, placeId: videos.id, kind: 'command', state: 'sent', at: noon, ...given }
}
