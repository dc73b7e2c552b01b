import { expect, test } from 'vitest'
import { describeStatus, writeBody } from '../../../../sandbox/web/client/requests.ts'

test.each([
  [undefined, 'waiting', '···'],
  [0, 'bad', 'cut'],
  ['unreached', 'bad', 'off'],
  [204, 'good', '204'],
  [429, 'refused', '429'],
  [503, 'bad', '503'],
] as const)('a status of %s is %s', (status, tone, short) => {
  expect(describeStatus(status)).toMatchObject({ tone, short })
})

test('writes a body over several lines', () => {
  expect(writeBody({ content: 'Done', flags: 4 })).toBe('{\n  "content": "Done",\n  "flags": 4\n}')
})

test('cuts a long text, however deep it is, and says how much is missing', () => {
  const written = writeBody([{ image: 'A'.repeat(5_120) }])
  expect(written).toContain(`"${'A'.repeat(120)}… (5,000 more characters)"`)
  expect(written.length).toBeLessThan(200)
})

test('cuts a body of very many short parts', () => {
  const written = writeBody(Array.from({ length: 20_000 }, (_, index) => index))
  expect(written).toMatch(/\n… [\d,]+ more characters$/)
  expect(written.length).toBeLessThan(20_100)
})

test('writes nothing for nothing', () => {
  expect(writeBody(undefined)).toBe('')
})
