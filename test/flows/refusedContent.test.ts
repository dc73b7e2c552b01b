import { describe, expect, test } from 'vitest'
import type { SandboxMessage } from '../../sandbox/discord/messages/messageRecord.ts'
import type { OptionValues } from '../../sandbox/discord/people/values.ts'
import type { BehaviourOptions } from '../../sandbox/kling/behaviour.ts'
import type { Fault } from '../../sandbox/kling/faults.ts'
import type { Settlement } from '../../src/domain/generation.ts'
import { en } from '../../src/views/text/en.ts'
import { createPicture } from '../support/createPicture.ts'
import { expectEnd, nothingPaid, paidPerhaps, rawMark } from '../support/expectEnd.ts'
import { expectNextPasses } from '../support/expectTriedAgain.ts'
import { listSubmits } from '../support/listSubmits.ts'
import { says } from '../support/says.ts'
import { type Flow, useFlow } from '../support/useFlow.ts'

const open = useFlow({ variables: { MAX_PER_PERSON_PER_DAY: '1' } })

interface Row {
  readonly provider: 'runcomfy' | 'runware'
  readonly effect: Fault['effect']
  readonly behaviour?: BehaviourOptions
  readonly settlement: Settlement
}

const atSubmit = { kind: 'contentRefused' } as const
const rendering = (message: string) =>
  ({ kind: 'renderFails', failure: { kind: 'contentRefused', message: `${rawMark} ${message}` } }) as const

const rows: Record<string, Row> = {
  'by RunComfy at the submit, in its usual shape': { provider: 'runcomfy', effect: atSubmit, settlement: nothingPaid },
  'by RunComfy at the submit, as a text': {
    provider: 'runcomfy',
    effect: atSubmit,
    behaviour: { runcomfy: { invalidInput: 'error' } },
    settlement: nothingPaid,
  },
  'by RunComfy while it renders, as a text': {
    provider: 'runcomfy',
    effect: rendering('model refused the prompt'),
    settlement: paidPerhaps,
  },
  'by RunComfy while it renders, as an object': {
    provider: 'runcomfy',
    effect: rendering('the content policy does not allow this'),
    behaviour: { runcomfy: { errorShape: 'object', failedStatus: 'failed' } },
    settlement: paidPerhaps,
  },
  'by Runware at the submit': { provider: 'runware', effect: atSubmit, settlement: nothingPaid },
  'by Runware while it renders, among the errors': {
    provider: 'runware',
    effect: rendering('Invalid content detected by provider'),
    settlement: nothingPaid,
  },
  'by Runware while it renders, as an item': {
    provider: 'runware',
    effect: rendering('Invalid content detected by provider'),
    behaviour: { runware: { failure: 'item' } },
    settlement: nothingPaid,
  },
}

describe('content is refused', () => {
  test.each(Object.entries(rows))('%s', async (_name, { provider, effect, behaviour, settlement }) => {
    const other = provider === 'runcomfy' ? 'runware' : 'runcomfy'
    const flow = await open({
      // What may have been charged counts as one of the day.
      variables: {
        KLING_PROVIDERS: `${provider},${other}`,
        MAX_PER_PERSON_PER_DAY: settlement === nothingPaid ? '1' : '2',
      },
      kling: { ...(behaviour && { behaviour }) },
    })
    flow.kling.faults.add({ endpoint: 'submit', effect })
    const sent = await flow.ask()
    const status = await flow.untilTold(sent)

    await expectEnd(flow, sent, {
      sentence: says.contentRefused,
      state: 'failed',
      failure: 'contentRefused',
      settlement,
      canRetry: false,
    })
    expect(status.text).toContain(en.failures.contentRefused)
    // Nobody else is asked to make what one has refused.
    expect(listSubmits(flow).map((submit) => submit.provider)).toEqual([provider])
    await expectNextPasses(flow)
  })
})

describe('Change prompt', () => {
  const calm = 'a boat at sea'

  async function refuse(flow: Flow, values: OptionValues = {}) {
    flow.kling.faults.add({ endpoint: 'submit', effect: atSubmit })
    const status = await flow.untilTold(await flow.ask({ duration: 7, sound: false, ...values }))
    flow.kling.faults.clear()
    return status
  }

  async function openForm(flow: Flow, status: SandboxMessage) {
    const opened = await flow.press(status, 'Change prompt')
    await flow.time.until(() => opened.modal !== undefined || opened.message !== undefined)
    return opened
  }

  test('opens the prompt to change, after a restart too, and makes the same video of it, once', async () => {
    const flow = await open()
    const prompt = '🦊'.repeat(2_000)
    const image = await createPicture('boat.png', { width: 640, height: 360 })
    const status = await refuse(flow, { prompt, image })
    await flow.stopBot()
    await flow.startBot()
    const opened = await openForm(flow, status)
    const elsewhere = await openForm(flow, status)
    expect(JSON.stringify(opened.modal)).toContain(prompt)

    const made = await flow.untilTold(await flow.member.submit(opened, { prompt: calm }))
    // Only how it went wrong is private.
    expect(made.ephemeralFor).toBeUndefined()
    expect(made.text).toContain(says.ready)
    expect(flow.kling.jobs).toMatchObject([{ prompt: calm, body: { duration: 7 } }])
    const [first, second] = await flow.stored()
    expect(second).toMatchObject({ retryOf: first?.id, request: { ...first?.request, scene: { prompt: calm } } })
    expect(second?.frames.start?.hash).toBe(first?.frames.start?.hash)

    // Sent from another device, and pressed once more: then nothing is typed in vain.
    const sentElsewhere = await flow.member.submit(elsewhere, { prompt: 'another one' })
    for (const again of [sentElsewhere, await openForm(flow, status)]) {
      await flow.time.until(() => again.message !== undefined)
      expect(again.modal).toBeUndefined()
      expect(again.message?.ephemeralFor).toBe(flow.user.id)
      expect(again.message?.text).toContain('You already started this one')
    }
    expect(await flow.stored()).toHaveLength(2)
  })

  test('tells in private that a prompt of nothing is none', async () => {
    const flow = await open({ variables: { MAX_PER_PERSON_PER_DAY: '2' } })
    const status = await refuse(flow)
    const sent = await flow.member.submit(await openForm(flow, status), { prompt: '\u3164' }, { raw: true })
    await flow.time.until(() => sent.message !== undefined)
    expect(sent.message?.text).toContain(en.userErrors.promptEmpty)
    expect(sent.message?.ephemeralFor).toBe(flow.user.id)
    expect(await flow.stored()).toHaveLength(1)
  })
})
