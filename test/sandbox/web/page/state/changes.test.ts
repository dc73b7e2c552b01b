import { expect, test } from 'vitest'
import { findOpenModal } from '../../../../../sandbox/web/client/modals.ts'
import { untouchedModal } from '../../../../../sandbox/web/page/modals/state.ts'
import {
  closeModal,
  initialState,
  isOtherDemo,
  receiveChange,
  settleModal,
  settleUses,
} from '../../../../../sandbox/web/page/state/changes.ts'
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

const other = { ...exampleScene, bot: { ...exampleScene.bot, id: 'another' } }

test.each([
  ['the first scene', undefined, { kind: 'scene', scene: exampleScene }, false],
  ['the same demo after a break', exampleScene, { kind: 'scene', scene: exampleScene }, false],
  ['another demo', exampleScene, { kind: 'scene', scene: other }, true],
  ['a change in the same demo', exampleScene, { kind: 'time', ahead: 1 }, false],
] as const)('%s', (_, scene, change, expected) => {
  expect(isOtherDemo({ scene }, change)).toBe(expected)
})
