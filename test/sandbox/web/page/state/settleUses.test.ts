import { expect, test } from 'vitest'
import { initialState, receiveChange, settleUses } from '../../../../../sandbox/web/page/state/changes.ts'
import type { State } from '../../../../../sandbox/web/page/state/state.ts'
import type { SentAction } from '../../../../../sandbox/web/protocol.ts'
import { exampleModal, exampleScene } from './exampleScene.ts'

const begin = receiveChange(initialState, { kind: 'scene', scene: exampleScene })
const { modal: _, ...command } = exampleModal('7')
const press: SentAction = { ...command, kind: 'component', messageId: 'm1', customId: 'cancel', state: 'sent' }
const using = (sentAs: string | undefined): State => ({
  ...begin,
  messages: { ...begin.messages, onTheirWay: { m1: { customId: 'cancel', sentAs } } },
})

test('a press is on its way until the page is told what became of it', () => {
  expect(receiveChange(using('7'), { kind: 'sent', sent: press }).messages.onTheirWay).toEqual({})
})

test('a press is on its way as long as the server has not answered, whatever happens to others', () => {
  const told = receiveChange(using(undefined), { kind: 'sent', sent: press })
  expect(told.messages.onTheirWay).toEqual({ m1: { customId: 'cancel', sentAs: undefined } })
})

test('the server may tell what became of it before it answers', () => {
  const told = receiveChange(begin, { kind: 'sent', sent: press })
  const answered = { ...told, messages: using('7').messages }
  expect(settleUses(answered).messages.onTheirWay).toEqual({})
  expect(settleUses(using('8')).messages.onTheirWay).toEqual({ m1: { customId: 'cancel', sentAs: '8' } })
})
