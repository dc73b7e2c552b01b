import { describe, expect, test } from 'vitest'
import type { Answer } from '../../src/domain/answer.ts'
import type { MessageView } from '../../src/domain/message.ts'
import type { InteractionResponses } from '../../src/events/interactionResponses.ts'
import { sendAnswer } from '../../src/events/sendAnswer.ts'

const address = { id: '1100000000000000050', token: 'A-Very-Fake-Token', applicationId: '1100000000000000001' }
const acknowledgement = { messageId: '1100000000000000099', ephemeral: true }
const createView = (text: string): MessageView => ({ body: { text }, files: [] })
const explainError = (error: unknown) => createView(`explained: ${error instanceof Error ? error.message : error}`)

/** Writes down what was sent; `refused` names a call that Discord does not take. */
function createResponses(refused?: keyof InteractionResponses) {
  const sent: unknown[][] = []
  const record =
    <T>(name: keyof InteractionResponses, result: T) =>
    async (_address: unknown, ...details: unknown[]): Promise<T> => {
      if (name === refused) throw new Error(`Discord refused ${name}`)
      sent.push([name, ...details])
      return result
    }
  const responses: InteractionResponses = {
    reply: record('reply', undefined),
    defer: record('defer', acknowledgement),
    update: record('update', undefined),
    deferUpdate: record('deferUpdate', undefined),
    edit: record('edit', undefined),
    followUp: record('followUp', undefined),
  }
  return { responses, sent }
}

describe('sendAnswer', () => {
  test.each<[string, Answer, unknown[][]]>([
    [
      'a private reply',
      { kind: 'reply', view: createView('hello'), ephemeral: true },
      [['reply', createView('hello'), true]],
    ],
    ['an update', { kind: 'update', view: createView('changed') }, [['update', createView('changed')]]],
    [
      'a deferred answer that shows itself elsewhere',
      { kind: 'defer', ephemeral: false, proceed: async () => undefined },
      [['defer', false]],
    ],
    [
      'a deferred answer with a view',
      { kind: 'defer', ephemeral: true, proceed: async ({ messageId }) => createView(messageId) },
      [
        ['defer', true],
        ['edit', createView(acknowledgement.messageId)],
      ],
    ],
    [
      'a deferred answer that fails afterwards, explained in the promised message',
      { kind: 'defer', ephemeral: false, proceed: () => Promise.reject(new Error('broken')) },
      [
        ['defer', false],
        ['edit', createView('explained: broken')],
      ],
    ],
    ['a click without a word', { kind: 'deferUpdate', proceed: async () => undefined }, [['deferUpdate']]],
    [
      'a click with a word',
      { kind: 'deferUpdate', proceed: async () => createView('done') },
      [['deferUpdate'], ['followUp', createView('done')]],
    ],
    [
      'a click that fails afterwards',
      { kind: 'deferUpdate', proceed: () => Promise.reject(new Error('broken')) },
      [['deferUpdate'], ['followUp', createView('explained: broken')]],
    ],
  ])('sends %s', async (_name, answer, expected) => {
    const { responses, sent } = createResponses()
    await sendAnswer(responses, address, answer, explainError)
    expect(sent).toStrictEqual(expected)
  })

  test('tells the handler when Discord did not take a deferred answer, and does not go on', async () => {
    const { responses, sent } = createResponses('defer')
    const told: string[] = []
    const answer: Answer = {
      kind: 'defer',
      ephemeral: false,
      proceed: async () => {
        told.push('proceeded')
        return undefined
      },
      failed: async () => {
        told.push('failed')
      },
    }
    await expect(sendAnswer(responses, address, answer, explainError)).rejects.toThrow('Discord refused defer')
    expect(told).toStrictEqual(['failed'])
    expect(sent).toStrictEqual([])
  })
})
