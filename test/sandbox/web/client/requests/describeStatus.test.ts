import { expect, test } from 'vitest'
import { describeStatus } from '../../../../../sandbox/web/client/requests/describeStatus.ts'

test.each([
  [undefined, 'waiting', '···'],
  [0, 'bad', 'cut'],
  [204, 'good', '204'],
  [429, 'refused', '429'],
  [503, 'bad', '503'],
])('a status of %s is %s', (status, tone, short) => {
  expect(describeStatus(status)).toMatchObject({ tone, short })
})
