import { expect, test } from 'vitest'
import { readText } from '../../sandbox/discord/messages/findPings.ts'
import type { SandboxMessage } from '../../sandbox/discord/messages/messageRecord.ts'
import { minutes, seconds } from '../../src/domain/clock.ts'
import { says } from '../support/says.ts'
import { findStatus, useFlow } from '../support/useFlow.ts'

const isUnreachable = 'Nothing is sent to a provider for now: it cannot be reached'
const isEmpty = 'Nothing is sent to a provider for now: the account there is empty'
const open = useFlow()

/** What the message said of the state, each as often as it began to say it. */
function listStates({ history }: SandboxMessage, ignored = ''): string[] {
  const states = history.flatMap(({ content, components }) => {
    const [head] = /\*\*.+?\*\*/.exec(readText(content, components)) ?? []
    return head === undefined || head === ignored ? [] : [head]
  })
  return states.filter((state, index) => state !== states[index - 1])
}

/** Whoever was paused waits again, once the provider has done something real. */
const expectNoReturn = (message: SandboxMessage) => {
  const states = listStates(message).filter((state) => state !== says.waiting)
  expect(states).toEqual([...new Set(states)])
}

/** Nor whoever is paused by an outage, waits once it is over, and is paused by the next one. */
const expectNoReturnBut = (message: SandboxMessage, ignored: string) => {
  const states = listStates(message, ignored)
  expect(states).toEqual([...new Set(states)])
}

test.each([
  ['it has too much to do', { kind: 'rateLimited' }, []],
  ['the account there is empty', { kind: 'outOfCredit' }, [isEmpty]],
] as const)('nothing goes to and fro while a submit fails: %s', async (_name, effect, errors) => {
  const flow = await open({ variables: { KLING_PROVIDERS: 'runware' }, errors: [...errors] })
  flow.kling.faults.add({ endpoint: 'submit', effect, times: 4 })
  const sent = await flow.ask()
  await flow.untilTold(sent)
  expectNoReturn(findStatus(sent))
  expect(findStatus(sent).text).toContain(says.ready)
})

test.each(['runcomfy', 'runware'] as const)('nothing goes to and fro while %s comes and goes', async (provider) => {
  const flow = await open({
    variables: { KLING_PROVIDERS: provider, RUNCOMFY_MAX_CONCURRENT: '1', RUNWARE_MAX_CONCURRENT: '1' },
    kling: { renderMilliseconds: minutes(1) },
    // A second outage that begins after something went well is news.
    errors: [isUnreachable],
    areErrorsRepeated: true,
  })
  const commands = [await flow.ask(), await flow.ask({ prompt: 'a boat' }), await flow.ask({ prompt: 'a tree' })]
  await flow.time.advance(seconds(20))
  for (let count = 0; count < 4; count += 1) {
    const goUp = flow.kling.faults.down()
    await flow.time.advance(minutes(4))
    goUp()
    await flow.time.advance(seconds(3))
  }
  for (const sent of commands) await flow.untilTold(sent)
  for (const sent of commands) {
    expectNoReturnBut(findStatus(sent), says.waiting)
    expect(findStatus(sent).text).toContain(says.ready)
  }
})

test('what renders stays so, whatever the provider says of it meanwhile', async () => {
  const flow = await open({ kling: { queueMilliseconds: 20_000, renderMilliseconds: 120_000 } })
  const sent = await flow.ask()
  await flow.time.until(() => findStatus(sent).text.includes(says.rendering))
  flow.kling.faults.add({ endpoint: 'status', effect: { kind: 'serverError' }, times: 2 })
  await flow.untilTold(sent)
  expectNoReturn(findStatus(sent))
})
