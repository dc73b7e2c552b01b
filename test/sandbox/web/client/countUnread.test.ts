import { expect, test } from 'vitest'
import { countUnread } from '../../../../sandbox/web/client/countUnread.ts'
import type { ShownMessage } from '../../../../sandbox/web/protocol.ts'

const message = (id: string, parts: Partial<ShownMessage> = {}): ShownMessage => ({
  id,
  placeId: 'p',
  body: { author: { id: 'bot' } },
  isLoading: false,
  pings: [],
  createdAt: 0,
  ...parts,
})

test.each([
  ['nothing where all was seen', [message('10')], '10', 'text', false, 0],
  ['a message that came later', [message('10'), message('11')], '10', 'text', true, 0],
  ['everything where nothing was looked at', [message('10')], undefined, 'text', true, 0],
  ['a mention', [message('11', { pings: ['ana'] }), message('12', { pings: ['ben'] })], '10', 'text', true, 1],
  ['what is for everyone', [message('11', { pings: ['everyone'] })], '10', 'ageRestricted', true, 1],
  ['everything in a direct conversation', [message('11'), message('12')], '10', 'direct', true, 2],
  ['longer ids as later ones', [message('9'), message('11')], '10', 'text', true, 0],
  ['nothing that one wrote oneself', [message('11', { body: { author: { id: 'ana' } } })], '10', 'direct', false, 0],
  ['nothing that only oneself sees', [message('11', { ephemeralFor: 'ana' })], '10', 'text', false, 0],
  ['nothing anew when the last one that was seen is gone', [message('9')], '10', 'text', false, 0],
] as const)('counts %s', (_, messages, seen, kind, isUnread, pings) => {
  expect(countUnread(messages, seen, 'ana', kind)).toStrictEqual({ isUnread, pings })
})
