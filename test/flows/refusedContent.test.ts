import { describe, expect, test } from 'vitest'
import type { BehaviourOptions } from '../../sandbox/kling/behaviour.ts'
import type { Fault } from '../../sandbox/kling/faults.ts'
import type { Settlement } from '../../src/domain/generation.ts'
import { en } from '../../src/views/text/en.ts'
import { expectEnd, nothingPaid, paidPerhaps, rawMark } from '../support/expectEnd.ts'
import { expectNextPasses } from '../support/expectTriedAgain.ts'
import { listSubmits } from '../support/listSubmits.ts'
import { says } from '../support/says.ts'
import { useFlow } from '../support/useFlow.ts'

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
