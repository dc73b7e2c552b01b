import { expect, test } from 'vitest'
import { hasDesktop } from '../../../sandbox/demo/hasDesktop.ts'

test.each([
  ['a Mac', 'darwin', {}, true],
  ['Windows', 'win32', {}, true],
  ['Linux under X', 'linux', { DISPLAY: ':0' }, true],
  ['Linux under Wayland', 'linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
  ['Linux without a screen', 'linux', {}, false],
  ['Linux with an empty display', 'linux', { DISPLAY: '' }, false],
  [
    'a machine that is logged in to from elsewhere',
    'linux',
    { DISPLAY: ':10', SSH_CONNECTION: '10.0.0.2 1 10.0.0.1 22' },
    false,
  ],
  ['a Mac that builds', 'darwin', { CI: 'true' }, false],
])('on %s the answer is right', (_where, platform, variables, answer) => {
  expect(hasDesktop({ platform, variables, isTerminal: true })).toBe(answer)
})

test('nothing is opened for a program that reads the output', () => {
  expect(hasDesktop({ platform: 'darwin', variables: {}, isTerminal: false })).toBe(false)
})
