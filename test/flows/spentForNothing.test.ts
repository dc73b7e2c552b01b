import { expect, test } from 'vitest'
import type { Fault } from '../../sandbox/kling/faults.ts'
import { en } from '../../src/views/text/en.ts'
import { askPrivately } from '../support/askPrivately.ts'
import { listSubmits } from '../support/listSubmits.ts'
import { headOf } from '../support/says.ts'
import { findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow({ variables: { BUDGET_PERSON_DAY: '3', KLING_PROVIDERS: 'runcomfy' } })

const perhapsCharged = en.card.countedPerhaps

const rows: Record<string, [Omit<Fault, 'times'>, string]> = {
  'a render that fails': [
    { endpoint: 'submit', effect: { kind: 'renderFails', failure: { kind: 'renderError' } } },
    perhapsCharged,
  ],
  'content that is refused while it renders': [
    { endpoint: 'submit', effect: { kind: 'renderFails', failure: { kind: 'contentRefused' } } },
    en.userErrors.perhapsCharged('$2.10'),
  ],
  'a submit whose answer is lost': [{ endpoint: 'submit', effect: { kind: 'answerLost' } }, perhapsCharged],
}

test.each(Object.entries(rows))('%s counts against the person, after a restart as before', async (_name, row) => {
  const [fault, sentence] = row
  const flow = await open()
  flow.kling.faults.add(fault)
  const status = await flow.make({ quality: '4k' })
  expect(status.text.split('\n')[1]).toBe(sentence)
  flow.kling.faults.clear()

  const expectBound = async () => {
    const usage = await askPrivately(flow, flow.member, 'kling usage')
    expect(usage.text).toContain('- $2.10 of $3.00 used · $0.90 left')
    const refused = findStatus(await flow.ask({ quality: '4k' }))
    expect(refused.text).toContain(
      headOf(en.userErrors.overPersonBudget({ needed: '$2.10', left: '$0.90', budget: '$3.00', when: '' })),
    )
  }
  await expectBound()
  await flow.stopBot()
  await flow.startBot()
  await expectBound()
  expect(listSubmits(flow)).toHaveLength(1)
})
