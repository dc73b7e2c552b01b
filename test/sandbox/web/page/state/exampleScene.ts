import type { Scene, SentAction, ShownMessage } from '../../../../../sandbox/web/protocol.ts'

const person = { mayModerate: false, uploadLimit: 1_000 }

/** Two people, a channel, an age-restricted one with a thread, and for each of them a conversation with the bot. */
export const exampleScene: Scene = {
  bot: { id: 'bot', name: 'Kling', state: 'serving' },
  guildName: 'Film club',
  people: [
    { id: 'ana', name: 'Ana', role: 'asks for videos', ...person },
    { id: 'ben', name: 'Ben', role: 'another member', ...person },
  ],
  places: [
    { id: 'videos', name: 'videos', kind: 'text', offers: {} },
    { id: 'late', name: 'late-night', kind: 'ageRestricted', offers: {} },
    { id: 'thread', name: 'A paper boat', kind: 'ageRestricted', parentId: 'late', offers: {} },
    { id: 'with-ana', name: 'Kling', kind: 'direct', personId: 'ana', offers: {} },
    { id: 'with-ben', name: 'Kling', kind: 'direct', personId: 'ben', offers: {} },
  ],
  commands: [],
  messages: [],
  sent: [],
  requests: [],
  switches: [],
  ahead: 0,
}

export const exampleMessage = (id: string, placeId: string): ShownMessage => ({
  id,
  placeId,
  body: { author: { id: 'bot' } },
  isLoading: false,
  pings: [],
  createdAt: 0,
})

export const exampleModal = (id: string, personId = 'ana'): SentAction => ({
  id,
  personId,
  placeId: 'videos',
  kind: 'component',
  state: 'acknowledged',
  modal: { title: 'A form', components: [] },
  at: 0,
})
