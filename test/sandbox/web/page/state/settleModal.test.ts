import { expect, test } from 'vitest'
import { findOpenModal } from '../../../../../sandbox/web/client/modals/findOpenModal.ts'
import { untouchedModal } from '../../../../../sandbox/web/page/modals/state.ts'
import { closeModal, initialState, receiveChange, settleModal } from '../../../../../sandbox/web/page/state/changes.ts'
import type { State } from '../../../../../sandbox/web/page/state/state.ts'
import type { SentAction } from '../../../../../sandbox/web/protocol.ts'
import { exampleModal, exampleScene } from './exampleScene.ts'

const begin = receiveChange(initialState, { kind: 'scene', scene: exampleScene })
const opened = receiveChange(begin, { kind: 'sent', sent: exampleModal('1') })
const sending: State = { ...opened, modal: { ...untouchedModal('1'), isSending: true, sentAs: '2' } }
const answered = (state: SentAction['state']): SentAction => ({ ...exampleModal('2'), kind: 'modal', state })
const openIn = ({ scene, personId, closedModals }: State) =>
  findOpenModal(scene?.sent ?? [], personId, closedModals)?.id

test('a modal of before the page was opened does not open again', () => {
  const scene = { ...exampleScene, sent: [exampleModal('1')] }
  expect(openIn(receiveChange(initialState, { kind: 'scene', scene }))).toBeUndefined()
})

test('a modal stays open when the connection was lost and is back', () => {
  const scene = { ...exampleScene, sent: [exampleModal('1')] }
  expect(openIn(receiveChange(opened, { kind: 'scene', scene }))).toBe('1')
})

test('a modal stays until the bot has answered', () => {
  const { modal: _, ...sent } = answered('sent')
  const waiting = receiveChange(sending, { kind: 'sent', sent })
  expect(openIn(waiting)).toBe('1')
  expect(waiting.modal?.isSending).toBe(true)
})

test('a modal goes with the answer', () => {
  const { modal: _, ...sent } = answered('acknowledged')
  const settled = receiveChange(sending, { kind: 'sent', sent })
  expect(openIn(settled)).toBeUndefined()
  expect(settled.modal).toBeUndefined()
})

test('a modal that the bot did not respond to can be sent again', () => {
  const { modal: _, ...sent } = answered('didNotRespond')
  expect(receiveChange(sending, { kind: 'sent', sent }).modal).toStrictEqual({
    ...untouchedModal('1'),
    problem: 'Something went wrong. Try again.',
  })
})

test('nothing settles a modal that was not sent', () => {
  expect(settleModal(opened)).toBe(opened)
})

test('a closed modal keeps nothing, and leaves another alone', () => {
  expect(closeModal(sending, '1').modal).toBeUndefined()
  expect(closeModal(sending, '7').modal).toBe(sending.modal)
})
