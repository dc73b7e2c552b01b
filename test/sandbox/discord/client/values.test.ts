import { expect, test } from 'vitest'
import { describeSize, listAccepted } from '../../../../sandbox/discord/client/values.ts'

test.each([
  [0, '0 bytes'],
  [1_023, '1023 bytes'],
  [1_024, '1 KB'],
  [8_890, '8.68 KB'],
  [10 * 1_024 ** 2, '10 MB'],
  [1_024 ** 3 - 1, '1024 MB'],
  [3 * 1_024 ** 4, '3072 GB'],
])('%d bytes are shown as %s', (bytes, text) => {
  expect(describeSize(bytes)).toBe(text)
})

test.each([
  [[], ''],
  [['image'], 'image/*'],
  [['video', '.gif'], 'video/*,.gif'],
])('a dialog for %j is restricted to %j', (types, accepted) => {
  expect(listAccepted(types)).toBe(accepted)
})
