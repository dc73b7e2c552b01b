import { describe, expect, test } from 'vitest'
import type { MessageView } from '../../src/domain/contracts/delivery.ts'
import { AnswerUnclear } from '../../src/events/acknowledge.ts'
import { type Responder, sendResponse } from '../../src/events/respond.ts'
import type { Deferral, InteractionResponse } from '../../src/interactions/handler.ts'

const address = {
  id: '1100000000000000050',
  token: 'A-Very-Fake-Token',
  applicationId: '1100000000000000001',
  deadline: new AbortController().signal,
}
const acknowledgement = { messageId: '1100000000000000099', ephemeral: true }
const createView = (text: string): MessageView => ({ body: { text }, files: [] })
const explainError = (error: unknown) => createView(`explained: ${error instanceof Error ? error.message : error}`)

interface Trouble {
  readonly refuses?: keyof Responder
  /** A call that Discord may or may not have taken. */
  readonly isUnclear?: keyof Responder
  /** Where the answer is found after all. */
  readonly found?: typeof acknowledgement
}

/** Writes down what was sent. */
function createResponder({ refuses, isUnclear, found }: Trouble = {}) {
  const sent: unknown[][] = []
  const record =
    <T>(name: keyof Responder, result: T) =>
    async (_address: unknown, ...details: unknown[]): Promise<T> => {
      if (name === refuses) throw new Error(`Discord refused ${name}`)
      sent.push([name, ...details])
      if (name === isUnclear) throw new AnswerUnclear()
      return result
    }
  const responder: Responder = {
    reply: record('reply', undefined),
    defer: record('defer', acknowledgement),
    update: record('update', undefined),
    deferUpdate: record('deferUpdate', undefined),
    openModal: record('openModal', undefined),
    suggest: record('suggest', undefined),
    find: record('find', found),
    edit: record('edit', undefined),
    followUp: record('followUp', undefined),
  }
  return { responder, sent }
}

const modal = { custom_id: 'form:1', title: 'Form', components: [] }

describe('sendResponse', () => {
  test.each<[string, InteractionResponse, unknown[][]]>([
    [
      'a private reply',
      { kind: 'reply', view: createView('hello'), ephemeral: true },
      [['reply', createView('hello'), true]],
    ],
    ['a modal', { kind: 'modal', modal }, [['openModal', modal]]],
    [
      'suggestions',
      { kind: 'choices', choices: [{ name: 'One', value: '1' }] },
      [['suggest', [{ name: 'One', value: '1' }]]],
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
    const { responder, sent } = createResponder()
    await sendResponse(responder, address, answer, explainError)
    expect(sent).toStrictEqual(expected)
  })

  /** A deferred answer that writes down what becomes of it. */
  function createDeferred(changes: Partial<Deferral> = {}) {
    const told: string[] = []
    const answer: InteractionResponse = {
      kind: 'defer',
      ephemeral: false,
      proceed: async ({ messageId }) => void told.push(`proceeds with ${messageId}`),
      failed: async () => void told.push('has failed'),
      ...changes,
    }
    return { answer, told }
  }

  test('tells the handler when Discord did not take a deferred answer, and does not go on', async () => {
    const { responder, sent } = createResponder({ refuses: 'defer' })
    const { answer, told } = createDeferred({ unclear: () => void told.push('is unclear') })
    await expect(sendResponse(responder, address, answer, explainError)).rejects.toThrow('Discord refused defer')
    expect(told).toStrictEqual(['has failed'])
    expect(sent).toStrictEqual([])
  })

  test('leaves a deferred answer to its handler when nobody knows whether Discord took it', async () => {
    const { responder, sent } = createResponder({ isUnclear: 'defer' })
    const { answer, told } = createDeferred({ unclear: () => void told.push('is unclear') })
    await expect(sendResponse(responder, address, answer, explainError)).rejects.toThrow(AnswerUnclear)
    expect(told).toStrictEqual(['is unclear'])
    expect(sent).toStrictEqual([['defer', false]])
  })

  test('looks on for a deferred answer whose handler has saved nothing, and goes on where it stands', async () => {
    const { responder, sent } = createResponder({ isUnclear: 'defer', found: acknowledgement })
    const { answer, told } = createDeferred()
    await sendResponse(responder, address, answer, explainError)
    expect(told).toStrictEqual([`proceeds with ${acknowledgement.messageId}`])
    expect(sent).toStrictEqual([['defer', false], ['find']])
  })

  test('gives a deferred answer up that is not found', async () => {
    const { responder } = createResponder({ isUnclear: 'defer' })
    const { answer, told } = createDeferred()
    await expect(sendResponse(responder, address, answer, explainError)).rejects.toThrow(AnswerUnclear)
    expect(told).toStrictEqual([])
  })

  test('does what a click wants although nobody knows whether Discord took its acknowledgement', async () => {
    const { responder, sent } = createResponder({ isUnclear: 'deferUpdate' })
    const answer: InteractionResponse = { kind: 'deferUpdate', proceed: async () => createView('done') }
    await sendResponse(responder, address, answer, explainError)
    expect(sent).toStrictEqual([['deferUpdate'], ['followUp', createView('done')]])
  })

  test('does nothing for a click that Discord refused to acknowledge: the person was told that it failed', async () => {
    const { responder, sent } = createResponder({ refuses: 'deferUpdate' })
    const answer: InteractionResponse = { kind: 'deferUpdate', proceed: async () => createView('done') }
    await expect(sendResponse(responder, address, answer, explainError)).rejects.toThrow('Discord refused deferUpdate')
    expect(sent).toStrictEqual([])
  })
})
