import { expect, test } from 'vitest'
import type { Renderer } from '../../../src/domain/contracts/delivery.ts'
import type { Generation } from '../../../src/domain/generation.ts'
import { createDeliveryParts } from './support/createDeliveryParts.ts'
import { createFinished, createGeneration, startOfTime } from './support/createGeneration.ts'
import { plainRenderer, readText } from './support/plainRenderer.ts'

const hour = 60 * 60_000

/** Draws everything, so that each change is one of the message, too. */
const fullRenderer: Renderer = {
  ...plainRenderer,
  status: (generation) => ({ body: { content: JSON.stringify(generation) }, files: [] }),
}

const before = createGeneration({ state: 'running', progress: { status: 'waiting', position: 3 } })

test.each<[string, Partial<Generation>, number]>([
  ['another save', { version: 9 }, 5_000],
  ['another position at the provider', { progress: { status: 'waiting', position: 2 } }, 5_000],
  ['rendering begun', { progress: { status: 'rendering' } }, 3_000],
  ['another state', { state: 'unconfirmed' }, 3_000],
  ['overdue', { overdueSince: startOfTime }, 3_000],
  ['a wish to cancel', { cancelRequestedAt: startOfTime }, 3_000],
  ['given up', { abandonedAt: startOfTime }, 3_000],
  ['another provider', { provider: 'runware' }, 3_000],
])('only what moves nothing but a position waits longer: %s', async (_what, changes, pause) => {
  const { clock, rest, delivery } = createDeliveryParts({ renderer: fullRenderer })

  delivery.show(before, {})
  await clock.advance(0)
  delivery.show({ ...before, ...changes }, {})
  await clock.advance(60_000)

  expect(rest.calls.map(({ at }) => at - startOfTime)).toStrictEqual([0, pause])
})

test('a finished generation is shown anew after its last state, and what is older never is', async () => {
  const { clock, rest, delivery } = createDeliveryParts()
  const finished = createFinished({ version: 5 })
  const outcome = delivery.showFinal(finished)
  await clock.advance(0)
  await expect(outcome).resolves.toMatchObject({ shown: true })

  delivery.show({ ...finished, version: 4, state: 'running' }, {})
  delivery.show({ ...finished, version: 4 }, {})
  await clock.advance(60_000)
  expect(rest.calls).toHaveLength(1)

  delivery.show({ ...finished, version: 6 }, {})
  await clock.advance(60_000)
  expect(rest.calls.map(({ body }) => readText(body).split(' · ').at(-1))).toStrictEqual(['upload', 'link'])
})

test('nothing is remembered of a finished message once it is up to date', async () => {
  const { clock, rest, delivery } = createDeliveryParts()
  const finished = createFinished({ delivery: { shownAt: startOfTime } })

  for (const _click of [1, 2]) {
    delivery.show(finished, {})
    await clock.advance(60_000)
  }

  expect(rest.calls).toHaveLength(2)
})

test('what stands in a message is remembered for an hour after it was used', async () => {
  const { clock, rest, delivery } = createDeliveryParts()
  const queued = createGeneration({ state: 'queued', origin: { tokenExpiresAt: startOfTime + 4 * hour } })
  const other = (id: string) => createGeneration({ ...queued, id, state: 'queued' })
  const countEdits = () => rest.calls.filter(({ body }) => readText(body).includes('position 2')).length

  delivery.show(queued, { position: 2 })
  await clock.advance(hour - 1)
  delivery.show(other('another-generation'), {})
  delivery.show(queued, { position: 2 })
  await clock.advance(60_000)
  expect(countEdits()).toBe(1)

  await clock.advance(hour)
  delivery.show(other('yet-another-one'), {})
  delivery.show(queued, { position: 2 })
  await clock.advance(60_000)
  expect(countEdits()).toBe(2)
})

test('a message that waits for its way is never forgotten', async () => {
  const { clock, rest, delivery } = createDeliveryParts()
  rest.answerAll(({ path }) =>
    path.includes('closed') ? Object.assign(new Error('Down'), { status: 500 }) : { id: '1' },
  )
  const waiting = createGeneration({
    state: 'queued',
    origin: { token: 'closed', tokenExpiresAt: startOfTime + 9 * hour },
  })

  delivery.show(waiting, { position: 1 })
  await clock.advance(2 * hour)
  delivery.show(createGeneration({ id: 'another-generation' }), {})
  delivery.show(waiting, { position: 0 })
  rest.answerAll(() => ({ id: '1' }))
  await clock.advance(10 * 60_000)

  const edits = rest.calls.filter(({ path }) => path.includes('closed'))
  expect(readText(edits.at(-1)?.body)).toContain('position 0')
  expect(edits.filter(({ body }) => readText(body).includes('position 0'))).toHaveLength(1)
})
