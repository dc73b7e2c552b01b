import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../../sandbox/discord/json.ts'
import { checkCallback } from '../../../../sandbox/discord/validation/checkCallback.ts'

interface Row {
  readonly refused: JsonObject
  readonly twin: JsonObject
  readonly code: string
  readonly at: string
  readonly type?: number
}

const modal = (title: string) => ({
  custom_id: 'edit',
  title,
  components: [{ type: 18, label: 'Prompt', component: { type: 4, custom_id: 'prompt', style: 2 } }],
})

const modalOf = (...components: JsonObject[]) => ({ custom_id: 'edit', title: 'Edit', components })
const labelled = (component: JsonObject) => ({ type: 18, label: 'Label', component })
const input = (details: JsonObject = {}) => ({ type: 4, custom_id: 'prompt', style: 1, ...details })
const select = (details: JsonObject) => ({
  type: 3,
  custom_id: 'pick',
  options: [{ label: 'One', value: '1' }],
  ...details,
})
const inputs = (count: number) =>
  Array.from({ length: count }, (_, index) => labelled(input({ custom_id: `field ${index}` })))

const rows: Record<string, Row> = {
  'no type': { refused: { data: {} }, twin: { type: 5, data: {} }, code: 'BASE_TYPE_REQUIRED', at: 'type' },
  'an unknown type': { refused: { type: 10 }, twin: { type: 5 }, code: 'BASE_TYPE_CHOICES', at: 'type' },
  'a key beside type and data': {
    refused: { type: 5, flags: 64 },
    twin: { type: 5, data: { flags: 64 } },
    code: 'UNKNOWN_FIELD',
    at: 'flags',
  },
  'the components flag on a deferred reply': {
    refused: { type: 5, data: { flags: 64 | (1 << 15) } },
    twin: { type: 5, data: { flags: 64 } },
    code: 'MESSAGE_FLAGS_FORBIDDEN',
    at: 'data.flags',
  },
  'content on a deferred reply': {
    refused: { type: 5, data: { content: 'soon' } },
    twin: { type: 5, data: { flags: 0 } },
    code: 'UNKNOWN_FIELD',
    at: 'data.content',
  },
  'a reply without data': {
    refused: { type: 4 },
    twin: { type: 4, data: { content: 'x' } },
    code: 'BASE_TYPE_REQUIRED',
    at: 'data',
  },
  'a deferred update of a command': { refused: { type: 6 }, twin: { type: 5 }, code: 'BASE_TYPE_CHOICES', at: 'type' },
  'an update of a command': {
    refused: { type: 7, data: { content: 'x' } },
    twin: { type: 4, data: { content: 'x' } },
    code: 'BASE_TYPE_CHOICES',
    at: 'type',
  },
  'choices for a component': {
    refused: { type: 8, data: { choices: [] } },
    twin: { type: 6 },
    type: 3,
    code: 'BASE_TYPE_CHOICES',
    at: 'type',
  },
  'a modal with a long title': {
    refused: { type: 9, data: modal('x'.repeat(46)) },
    twin: { type: 9, data: modal('x'.repeat(45)) },
    code: 'BASE_TYPE_BAD_LENGTH',
    at: 'data.title',
  },
  'a modal of six parts': {
    refused: { type: 9, data: modalOf(...inputs(6)) },
    twin: { type: 9, data: modalOf(...inputs(5)) },
    code: 'BASE_TYPE_BAD_LENGTH',
    at: 'data.components',
  },
  'a modal with a custom id twice': {
    refused: { type: 9, data: modalOf(labelled(input()), labelled(input())) },
    twin: { type: 9, data: modalOf(labelled(input()), labelled(input({ custom_id: 'other' }))) },
    code: 'COMPONENT_CUSTOM_ID_DUPLICATED',
    at: 'data.components.1.component.custom_id',
  },
  'a modal with a field that is too long as it is preset': {
    refused: { type: 9, data: modalOf(labelled(input({ value: 'xx', max_length: 1 }))) },
    twin: { type: 9, data: modalOf(labelled(input({ value: 'x', max_length: 1 }))) },
    code: 'BASE_TYPE_BAD_LENGTH',
    at: 'data.components.0.component.value',
  },
  'a modal with a least length above the most': {
    refused: { type: 9, data: modalOf(labelled(input({ min_length: 2, max_length: 1 }))) },
    twin: { type: 9, data: modalOf(labelled(input({ min_length: 1, max_length: 1 }))) },
    code: 'TEXT_INPUT_MIN_LENGTH_EXCEEDS_MAX',
    at: 'data.components.0.component.min_length',
  },
  'a modal with a row whose input has no label': {
    refused: { type: 9, data: modalOf({ type: 1, components: [input()] }) },
    twin: { type: 9, data: modalOf({ type: 1, components: [input({ label: 'Prompt' })] }) },
    code: 'BASE_TYPE_REQUIRED',
    at: 'data.components.0.components.0.label',
  },
  'a modal with a select that wants more than it has': {
    refused: { type: 9, data: modalOf(labelled(select({ max_values: 2 }))) },
    twin: { type: 9, data: modalOf(labelled(select({ max_values: 1 }))) },
    code: 'SELECT_COMPONENT_MAX_VALUES_EXCEED_OPTIONS',
    at: 'data.components.0.component.max_values',
  },
  'a modal with a button': {
    refused: { type: 9, data: modalOf(labelled({ type: 2, style: 1, label: 'x', custom_id: 'x' })) },
    twin: { type: 9, data: modalOf(labelled({ type: 23, custom_id: 'x' })) },
    code: 'BASE_TYPE_CHOICES',
    at: 'data.components.0.component.type',
  },
  'a modal after a modal': {
    refused: { type: 9, data: modal('x') },
    twin: { type: 4, data: { content: 'x' } },
    type: 5,
    code: 'BASE_TYPE_CHOICES',
    at: 'type',
  },
}

describe('a callback', () => {
  test.each(Object.entries(rows))('is refused for %s', (_name, { refused, code, at, type = 2 }) => {
    const [first] = checkCallback(refused, { type, isFromMessage: type === 3, optionType: 3 })
    expect({ code: first?.code, at: first?.path.join('.') }).toStrictEqual({ code, at })
  })

  test.each(Object.entries(rows))('passes as the near twin of %s', (_name, { twin, type = 2 }) => {
    expect(checkCallback(twin, { type, isFromMessage: type === 3, optionType: 3 })).toStrictEqual([])
  })
})
