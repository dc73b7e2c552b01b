import { describe, expect, test } from 'vitest'
import type { Caps, Policy } from '../../src/domain/policy.ts'
import { renderHelp } from '../../src/views/help.ts'
import { en } from '../../src/views/text/en.ts'
import { offersOf } from '../support/catalogue.ts'
import { findErrors } from './support/findErrors.ts'
import { transcribe } from './support/transcribe.ts'

const caps: Caps = {
  openPerPerson: 3,
  perPersonPerDay: 10,
  attemptsPerPersonPerDay: 50,
  attemptsPerPersonPerMinute: 10,
  personDay: 3_000_000,
  serverMonth: 30_000_000,
  month: 100_000_000,
}
const policy: Policy = {
  providers: offersOf('runcomfy', 'runware'),
  allowedGuilds: 'any',
  allowUserInstall: false,
  quoteAbove: 'unlimited',
  caps,
}
const server = { guildId: '1100000000000000002', installation: 'guild' } as const

describe('the help', () => {
  test('says what can be done in this server', () => {
    const view = renderHelp(en, { ...policy, hearsReplies: true }, server)
    expect(findErrors(view)).toStrictEqual([])
    expect(transcribe(view)).toStrictEqual([
      '#5865f2',
      '### Videos with Kling',
      'Describe a scene, and I make a short video of it right here.',
      'You can make videos here.',
      '**Try**',
      '`/kling video prompt: a paper boat on a rainy street, slow camera`',
      '- Add `image` to start the video with your picture.',
      '- Use `duration` for 3–15 seconds, and `sound: False` for a silent video.',
      '- With `private: True` only you see it.',
      '- `/kling storyboard` makes a video of several shots.',
      '- `/kling queue` lists your videos; cancel them there.',
      '- `/kling history` has all your videos; `/kling show` posts one again.',
      '- `/kling run` makes one again by its recipe.',
      '- Reply to a video to change it: “at night, 10 s”.',
      '- `/kling usage` shows your allowance: used, left, and when it resets.',
      '- `/kling settings` keeps your usual choices.',
      '- `/kling privacy` shows or deletes what I keep of you.',
      '**Limits**',
      '- **About 4 standard videos** · limited by your daily allowance',
      '- You can have 3 videos in progress at a time.',
      '- You can make 10 videos a day.',
      '- Up to 50 requests a day and 10 a minute, cancelled and failed ones included.',
      '- You have $3.00 a day.',
      '- This server has $30.00 a month.',
      '- The whole bot has $100.00 a month.',
      "- Days and months start at midnight UTC. What costs nothing doesn't count.",
      '- Whoever runs me pays Kling for these videos, not you.',
      '**Prices per second**',
      '- Standard 720p: $0.126 with sound, $0.084 without',
      '- Pro 1080p: $0.168 with sound, $0.112 without',
      '- 4K: $0.42',
      '**Good to know**',
      '- With an `image`, the video takes its shape.',
      '- `end_image` works with every quality, together with `image`.',
      '- `negative_prompt` works with every quality.',
      '- `guidance` works with every quality.',
      '**Privacy**',
      "Your prompt and images go to RunComfy or Runware; your name doesn't. I keep the video and the images for a while, so nothing gets lost.",
    ])
  })

  test.each<[string, Partial<Policy>, string[], string[]]>([
    [
      'RunComfy alone',
      { providers: offersOf('runcomfy') },
      ['- `end_image` works with Pro 1080p and 4K, together with `image`.', '- `guidance` works with every quality.'],
      ['Runware'],
    ],
    [
      'Runware alone',
      { providers: offersOf('runware') },
      ['- `end_image` works with every quality, together with `image`.'],
      ['guidance', 'RunComfy'],
    ],
    [
      'caps of one',
      { caps: { ...caps, openPerPerson: 1, perPersonPerDay: 1 } },
      ['- You can have 1 video in progress at a time.', '- You can make 1 video a day.'],
      [],
    ],
    [
      'unlimited budgets',
      { caps: { ...caps, personDay: 'unlimited', serverMonth: 'unlimited', month: 'unlimited' } },
      ['- You can make 10 videos a day.'],
      [' has $'],
    ],
    [
      'a closed budget',
      { caps: { ...caps, month: 0 } },
      ['- Videos are switched off right now.'],
      ['at a time', ' has $'],
    ],
    [
      'a server that may not spend',
      { allowedGuilds: ['1'] },
      [
        "**I'm not set up to make videos in this server.** If you'd like that, ask an admin here to talk to the person who runs me.",
      ],
      ['You can make videos here.'],
    ],
  ])('with %s', (_name, changes, present, absent) => {
    const view = renderHelp(en, { ...policy, ...changes }, server)
    const lines = transcribe(view)
    expect(findErrors(view)).toStrictEqual([])
    expect(lines).toStrictEqual(expect.arrayContaining(present))
    for (const words of absent) expect(lines.join('\n')).not.toContain(words)
  })

  test.each([
    [false, "**I can't make videos here.** I can in servers that invited me and set me up."],
    [true, 'You can make videos here.'],
  ])('in a server left out, user installs allowed: %s', (allowUserInstall, sentence) => {
    const there = { guildId: 'elsewhere', installation: 'user' } as const
    const lines = transcribe(renderHelp(en, { ...policy, allowedGuilds: ['home'], allowUserInstall }, there))
    expect(lines[3]).toBe(sentence)
    expect(lines.join('\n').includes('This server has')).toBe(!allowUserInstall)
  })

  test.each([
    [false, "**I can't make videos here.** I can in servers that invited me and set me up."],
    [true, 'You can make videos here.'],
  ])('outside servers, user installs allowed: %s', (allowUserInstall, sentence) => {
    const lines = transcribe(renderHelp(en, { ...policy, allowUserInstall }, { installation: 'user' }))
    expect(lines[3]).toBe(sentence)
    expect(lines.join('\n')).not.toContain('This server')
    expect(lines).not.toContain(`- ${en.help.reply}`)
  })
})
