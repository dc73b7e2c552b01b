import { describe, expect, test } from 'vitest'
import { describeTime, formatLength, formatSize } from '../../../sandbox/demo/conversation/formats.ts'
import { readMarkdown } from '../../../sandbox/demo/conversation/markdown.ts'
import { renderCommand, renderMessage } from '../../../sandbox/demo/conversation/message.ts'
import { createLiveReporter, createPlainReporter } from '../../../sandbox/demo/conversation/reporter.ts'
import { createPaint } from '../../../sandbox/demo/terminal/screen.ts'
import { plainText } from '../../../sandbox/demo/terminal/text.ts'
import type { SandboxMessage } from '../../../sandbox/discord/messages/messageRecord.ts'

const now = Date.parse('2026-11-20T12:00:00Z')
const nameOf = (id: string) => ({ '1': 'Ana', '2': 'Kling' })[id] ?? 'somebody'
const seconds = (since: number) => Math.floor((now + since * 1_000) / 1_000)

function createMessage(changes: Partial<SandboxMessage> = {}): SandboxMessage {
  return {
    id: '10',
    channelId: '3',
    authorId: '2',
    content: '',
    flags: 0,
    components: [],
    embeds: [],
    attachments: [],
    isLoading: false,
    isDeleted: false,
    pings: [],
    history: [],
    createdAt: now,
    text: '',
    ...changes,
  }
}

const status = (text: string, id = '10') =>
  createMessage({
    id,
    text,
    components: [
      {
        type: 17,
        accent_color: 0x5865f2,
        components: [
          { type: 10, content: text },
          { type: 1, components: [{ type: 2, label: 'Cancel', custom_id: 'cancel:1', style: 2 }] },
        ],
      },
    ],
  })

const thinking = createMessage({ isLoading: true })

describe('Discord markdown in words', () => {
  test.each([
    ['**Rendering.** It goes on.', 'Rendering. It goes on.'],
    ['You asked <t:TIME:R>.', 'You asked 5 seconds ago.'],
    ['<@1> your video is ready.', '@Ana your video is ready.'],
    ['Use `/kling video`.', 'Use `/kling video`.'],
    ['[Open video](<https://example.org/a>)', 'Open video (https://example.org/a)'],
    ['a \\*\\*star\\*\\* \\<@1\\> \\`', 'a **star** <@1> `'],
    ['-# small', 'small'],
    ['a * b ** c', 'a * b ** c'],
  ])('%s', (text, words) => {
    const [paragraph] = readMarkdown(text.replace('TIME', String(seconds(-5))), { now, nameOf })
    expect(plainText(paragraph?.spans ?? [])).toBe(words)
  })

  test('a quotation carries its sign on every line that it is broken into', () => {
    const message = createMessage({ components: [{ type: 10, content: '> one two three' }] })
    expect(renderMessage(message, { width: 11, now, nameOf }).map(plainText)).toStrictEqual([
      'Kling APP',
      '  ▏ one two',
      '  ▏ three',
    ])
  })
})

describe('times and sizes in words', () => {
  test.each([
    [-5, '5 seconds ago'],
    [-1, '1 second ago'],
    [0, 'just now'],
    [-119, '1 minute ago'],
    [3_600, 'in 1 hour'],
    [-172_800, '2 days ago'],
  ])('%i seconds', (since, words) => {
    expect(describeTime(now + since * 1_000, now)).toBe(words)
  })

  test.each([
    [5.04, '0:05'],
    [75, '1:15'],
  ])('a length of %d seconds', (length, words) => {
    expect(formatLength(length)).toBe(words)
  })

  test.each([
    [18, '18 bytes'],
    [69_800, '70 KB'],
    [2_340_000, '2.3 MB'],
  ])('%i bytes', (size, words) => {
    expect(formatSize(size)).toBe(words)
  })
})

describe('a message', () => {
  test('is drawn as a box with its buttons', () => {
    const drawn = renderMessage(status('**Rendering.**'), { width: 24, now, nameOf })
    expect(drawn.map(plainText)).toStrictEqual([
      'Kling APP',
      '  ╭────────────────────╮',
      '  │ Rendering.         │',
      '  │ [ Cancel ]         │',
      '  ╰────────────────────╯',
    ])
  })

  test('says that it is being written, that it replies, and that only one person sees it', () => {
    const message = createMessage({
      isLoading: true,
      ephemeralFor: '1',
      reference: { channelId: '3', messageId: '9' },
    })
    expect(renderMessage(message, { width: 40, now, nameOf }).map(plainText)).toStrictEqual([
      'Kling APP replies to its message above only Ana sees this',
      '  is thinking…',
    ])
  })

  test('shows pictures by their names and links by their labels', () => {
    const components = [
      {
        type: 9,
        components: [{ type: 10, content: 'words' }],
        accessory: {
          type: 11,
          media: { url: 'https://cdn.example.org/1/paper%20boat.png?ex=1' },
          description: 'start',
        },
      },
      { type: 1, components: [{ type: 2, style: 5, label: 'Open video', url: 'https://example.org' }] },
    ]
    expect(renderMessage(createMessage({ components }), { width: 60, now, nameOf }).map(plainText)).toStrictEqual([
      'Kling APP',
      '  words',
      '  [picture] paper boat.png: start',
      '  [ Open video ↗ ]',
    ])
  })
})

test('a command is shown with its options, files by name and size', () => {
  const values = {
    prompt: 'a fox\nin the snow',
    image: { name: 'fox.png', bytes: new Uint8Array(25_300) },
    sound: false,
  }
  expect(renderCommand('kling video', { ...values, quality: undefined }, 'Ana', 60).map(plainText)).toStrictEqual([
    'Ana',
    '  /kling video',
    '    prompt: a fox in the snow',
    '    image:  fox.png (25 KB)',
    '    sound:  False',
  ])
})

describe('telling without a terminal', () => {
  function open() {
    let time = now
    let text = ''
    const reporter = createPlainReporter({
      write: (more) => (text += more),
      paint: createPaint(false),
      nameOf,
      now: () => time,
    })
    return { reporter, pass: (milliseconds: number) => (time += milliseconds), read: () => text.split('\n') }
  }

  test('takes a line for each change, and the whole message at its end', () => {
    const { reporter, pass, read } = open()
    reporter.begin()
    reporter.show(thinking)
    pass(1_200)
    reporter.show(status('**Rendering.**'))
    pass(3_000)
    reporter.show(status('**Rendering.**'))
    reporter.finish()
    expect(read().slice(0, 5)).toStrictEqual([
      '[ 0.0 s] Kling is thinking…',
      '[ 1.2 s] Kling writes: Rendering.',
      '',
      'Kling APP',
      expect.stringMatching(/^ {2}╭─+╮$/),
    ])
    expect(read().filter((each) => each.includes('Rendering'))).toHaveLength(2)
  })

  test('draws the message to its end before the next one', () => {
    const { reporter, read } = open()
    reporter.begin()
    reporter.show(thinking)
    reporter.show(status('**Ready.**'))
    reporter.show(createMessage({ id: '11', text: '<@1> look', components: [{ type: 10, content: '<@1> look' }] }))
    reporter.finish()
    expect(read().filter((each) => /Ready\.|@Ana/.test(each))).toStrictEqual([
      '[ 0.0 s] Kling writes: Ready.',
      expect.stringContaining('│ Ready.'),
      '  @Ana look',
    ])
  })

  test('writes no escape sequence', () => {
    const { reporter, read } = open()
    reporter.begin()
    reporter.show(thinking)
    reporter.show(status('**Ready.**'))
    reporter.finish()
    reporter.close()
    expect(read().join('\n')).not.toContain('\u001B')
  })
})

describe('telling in a terminal', () => {
  function open() {
    let time = now
    const written: string[] = []
    let tick = () => {}
    let repeats = 0
    const reporter = createLiveReporter({
      output: { write: (text) => written.push(text), columns: 80, rows: 24 },
      paint: createPaint(false),
      repeat(_milliseconds, run) {
        tick = run
        repeats += 1
        return () => (repeats -= 1)
      },
      nameOf,
      now: () => time,
    })
    const pass = (milliseconds: number) => {
      time += milliseconds
      tick()
    }
    return { reporter, pass, written, repeats: () => repeats }
  }

  test('draws the message anew in its place, with the time that passed and the state', () => {
    const { reporter, pass, written } = open()
    reporter.begin()
    reporter.show(status(`**Rendering.** Taken <t:${seconds(0)}:R>.`))
    expect(written.at(-1)).toContain('Taken just now.')
    pass(4_000)
    // Five lines of the message, an empty one, and the line of progress.
    expect(written.at(-1)?.startsWith('\r\u001B[7A\u001B[0J')).toBe(true)
    expect(written.at(-1)).toContain('Taken 4 seconds ago.')
    expect(written.at(-1)).toContain('4 s  Rendering')
  })

  test('leaves the last message, no timer and a visible cursor', () => {
    const { reporter, written, repeats } = open()
    reporter.begin()
    reporter.show(status('**Ready.**'))
    reporter.finish()
    expect(repeats()).toBe(0)
    expect(written.at(-2)).toContain('│ Ready.')
    expect(written.at(-1)).toBe('\u001B[?25h')
  })

  test('leaves the same when it is interrupted', () => {
    const { reporter, written, repeats } = open()
    reporter.begin()
    reporter.show(status('**Rendering.**'))
    reporter.close()
    expect(repeats()).toBe(0)
    expect(written.at(-2)?.endsWith('\u001B[?25h')).toBe(true)
    expect(written.at(-1)).toContain('│ Rendering.')
    const count = written.length
    reporter.close()
    expect(written.slice(count).join('')).toBe('')
  })
})
