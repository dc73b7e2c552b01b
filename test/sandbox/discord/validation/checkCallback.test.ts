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
