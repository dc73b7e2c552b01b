import { expect, test } from 'vitest'
import { mayFetch } from '../../../src/services/media/mayFetch.ts'

const from = {
  resultHosts: ['vm.runware.ai', '*.runcomfy.net'],
  trustedOrigin: 'http://127.0.0.1:4000',
}

test.each([
  ['https://vm.runware.ai/video/1.mp4', true],
  ['https://VM.RUNWARE.AI/video/1.mp4', true],
  ['https://vm.runware.ai:443/video/1.mp4', true],
  ['https://storage.runcomfy.net/1.mp4', true],
  ['https://a.b.runcomfy.net/1.mp4', true],
  ['http://127.0.0.1:4000/1.mp4', true],
  ['http://vm.runware.ai/1.mp4', false],
  ['https://vm.runware.ai:8443/1.mp4', false],
  ['https://vm.runware.ai.example.com/1.mp4', false],
  ['https://vm.runware.ai./1.mp4', false],
  ['https://other.runware.ai/1.mp4', false],
  ['https://runcomfy.net/1.mp4', false],
  ['https://evilruncomfy.net/1.mp4', false],
  ['https://someone:secret@vm.runware.ai/1.mp4', false],
  ['https://vm.runware.ai@example.com/1.mp4', false],
  ['http://127.0.0.1:4001/1.mp4', false],
  ['https://127.0.0.1:4000/1.mp4', false],
  ['http://localhost:4000/1.mp4', false],
  ['http://someone@127.0.0.1:4000/1.mp4', false],
  ['ftp://vm.runware.ai/1.mp4', false],
  ['data:video/mp4;base64,AAAA', false],
  ['vm.runware.ai/1.mp4', false],
  ['', false],
])('%s: %s', (address, expected) => {
  expect(mayFetch(address, from)).toBe(expected)
})

test('without a trusted origin only https is left', () => {
  const { trustedOrigin: _, ...hostsOnly } = from
  expect(mayFetch('http://127.0.0.1:4000/1.mp4', hostsOnly)).toBe(false)
  expect(mayFetch('https://vm.runware.ai/1.mp4', hostsOnly)).toBe(true)
})
