import { expect, test } from 'vitest'
import { findUse } from '../../../../../sandbox/web/client/messages/findUse.ts'
import { ana, sent } from './support/messages.ts'

const press = (id: string, state: 'sent' | 'acknowledged' | 'didNotRespond', personId = ana.id) =>
  sent(id, { kind: 'component', messageId: '5', customId: `button ${id}`, state, personId })

test.each([
  ['nobody pressed anything', [], undefined, false],
  ['a press waits', [press('1', 'sent')], 'button 1', false],
  ['a press was answered', [press('1', 'acknowledged')], undefined, false],
  ['a press was never answered', [press('1', 'didNotRespond')], undefined, true],
  ['the next press waits', [press('1', 'didNotRespond'), press('2', 'sent')], 'button 2', false],
  ['the next press was answered', [press('1', 'didNotRespond'), press('2', 'acknowledged')], undefined, false],
  ['another person pressed', [press('1', 'sent', '13')], undefined, false],
  ['another message was used', [{ ...press('1', 'sent'), messageId: '6' }], undefined, false],
])('%s', (_, all, waitingFor, hasFailed) => {
  expect(findUse(all, ana.id, '5')).toStrictEqual({ waitingFor, hasFailed })
})
