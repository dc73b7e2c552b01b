import { expect, test } from 'vitest'
import { readWish } from '../../../sandbox/demo/readWish.ts'

test('nothing is asked for by default', () => {
  expect(readWish([])).toStrictEqual({
    kind: 'wish',
    wish: expect.objectContaining({ output: 'demo-videos', log: false }),
  })
})

test('all options are read', () => {
  const given =
    '--prompt fox --image a.png --end-image b.png --quality pro --duration 7 --aspect-ratio 9:16 --no-sound ' +
    '--negative-prompt rain --guidance 0.5 --provider runware --output here --log'
  expect(readWish(given.split(' '))).toStrictEqual({
    kind: 'wish',
    wish: {
      prompt: 'fox',
      image: 'a.png',
      endImage: 'b.png',
      quality: 'pro',
      duration: 7,
      aspectRatio: '9:16',
      sound: false,
      negativePrompt: 'rain',
      guidance: 0.5,
      provider: 'runware',
      output: 'here',
      log: true,
    },
  })
})

test.each([['--help'], ['-h'], ['--log --help']])('%s asks for help', (given) => {
  expect(readWish(given.split(' '))).toStrictEqual({ kind: 'help' })
})

test.each([
  ['--duration 2', '--duration is a whole number from 3 to 15'],
  ['--duration 16', '--duration is a whole number from 3 to 15'],
  ['--duration 4.5', '--duration is a whole number from 3 to 15'],
  ['--duration long', '--duration is a whole number from 3 to 15'],
  ['--guidance 1.1', '--guidance is a number from 0 to 1'],
  ['--guidance=', '--guidance is a number from 0 to 1'],
  ['--quality hd', '--quality is one of standard, pro, 4k'],
  ['--aspect-ratio 4:3', '--aspect-ratio is one of 16:9, 9:16, 1:1'],
  ['--provider kling', '--provider is one of runcomfy, runware'],
  ['--prompt=', '--prompt is empty'],
  ['--output=', '--output is empty'],
  ['--sound --no-sound', '--sound and --no-sound exclude each other'],
  ['--colour', "Unknown option '--colour'"],
  ['fox', "Unexpected argument 'fox'"],
  ['--image', "Option '--image <value>' argument missing"],
])('%s is refused in one line', (given, problem) => {
  expect(readWish(given.split(' '))).toStrictEqual({ kind: 'problem', problem })
})
