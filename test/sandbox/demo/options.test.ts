import { expect, test } from 'vitest'
import { parseOptions } from '../../../sandbox/demo/options.ts'

test('the page is shown by default', () => {
  expect(parseOptions([])).toStrictEqual({ kind: 'page', options: { opens: true, log: false } })
})

test('all options of the page are read', () => {
  expect(parseOptions('--port 8080 --no-open --locale de --log'.split(' '))).toStrictEqual({
    kind: 'page',
    options: { port: 8080, locale: 'de', opens: false, log: true },
  })
})

test('nothing is asked of the terminal by default', () => {
  expect(parseOptions(['--terminal'])).toStrictEqual({
    kind: 'terminal',
    options: expect.objectContaining({ output: 'demo-videos', log: false }),
  })
})

test('all options of the terminal are read', () => {
  const given =
    '--terminal --prompt fox --image a.png --end-image b.png --quality pro --duration 7 --aspect-ratio 9:16 --no-sound ' +
    '--negative-prompt rain --guidance 0.5 --provider runware --output here --log'
  expect(parseOptions(given.split(' '))).toStrictEqual({
    kind: 'terminal',
    options: {
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
  expect(parseOptions(given.split(' '))).toStrictEqual({ kind: 'help' })
})

test.each([
  ['--terminal --duration 2', '--duration is a whole number from 3 to 15'],
  ['--terminal --duration 16', '--duration is a whole number from 3 to 15'],
  ['--terminal --duration 4.5', '--duration is a whole number from 3 to 15'],
  ['--terminal --duration long', '--duration is a whole number from 3 to 15'],
  ['--terminal --guidance 1.1', '--guidance is a number from 0 to 1'],
  ['--terminal --guidance=', '--guidance is a number from 0 to 1'],
  ['--terminal --quality hd', '--quality is one of standard, pro, 4k'],
  ['--terminal --aspect-ratio 4:3', '--aspect-ratio is one of 16:9, 9:16, 1:1'],
  ['--terminal --provider acme', '--provider is one of kling, runcomfy, runware'],
  ['--terminal --prompt=', '--prompt is empty'],
  ['--terminal --locale de', '--locale is for the page: leave --terminal out'],
  ['--terminal --output=', '--output is empty'],
  ['--terminal --sound --no-sound', '--sound and --no-sound exclude each other'],
  ['--port 80000', '--port is a whole number from 0 to 65535'],
  ['--port=', '--port is a whole number from 0 to 65535'],
  ['--prompt fox', '--prompt is for the terminal: add --terminal'],
  ['--log --no-sound', '--no-sound is for the terminal: add --terminal'],
  ['--terminal --port 80', '--port is for the page: leave --terminal out'],
  ['--terminal --no-open', '--no-open is for the page: leave --terminal out'],
  ['--colour', "Unknown option '--colour'"],
  ['fox', "Unexpected argument 'fox'"],
  ['--image', "Option '--image <value>' argument missing"],
])('%s is refused in one line', (given, problem) => {
  expect(parseOptions(given.split(' '))).toStrictEqual({ kind: 'problem', problem })
})
