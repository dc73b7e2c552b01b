import { expect, test } from 'vitest'
import { findOpenModal } from '../../../../../sandbox/web/client/modals/findOpenModal.ts'
import type { SentAction } from '../../../../../sandbox/web/protocol.ts'

const sent = (id: string, personId: string, modal?: Record<string, unknown>): SentAction => ({
  id,
  personId,
  placeId: 'p',
  kind: 'command',
  state: 'acknowledged',
  at: 0,
  ...(modal !== undefined && { modal }),
})

const actions = [sent('1', 'ana', {}), sent('2', 'ben', {}), sent('3', 'ana', {}), sent('4', 'ana')]

test('is the newest of the person', () => {
  expect(findOpenModal(actions, 'ana', new Set())?.id).toBe('3')
})

test('is the one before, where the newest was closed', () => {
  expect(findOpenModal(actions, 'ana', new Set(['3']))?.id).toBe('1')
})

test('is none where all were closed, or none was opened', () => {
  expect(findOpenModal(actions, 'ana', new Set(['1', '3']))).toBeUndefined()
  expect(findOpenModal(actions, 'cleo', new Set())).toBeUndefined()
})
