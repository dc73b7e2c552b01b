import { expect, test } from 'vitest'
import { timeStyles } from '../../../../../sandbox/web/client/messages/markdown.ts'
import {
  describeAhead,
  formatMessageTime,
  formatRelativeTime,
  formatTime,
} from '../../../../../sandbox/web/client/messages/times.ts'

const at = Date.UTC(2026, 0, 5, 16, 20, 30)
const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

test('a time in every style', () => {
  expect(timeStyles.map((style) => [style, formatTime(at, style, at + 2 * hour, 'UTC')])).toStrictEqual([
    ['t', '4:20 PM'],
    ['T', '4:20:30 PM'],
    ['d', '01/05/2026'],
    ['D', 'January 5, 2026'],
    ['f', 'January 5, 2026 4:20 PM'],
    ['F', 'Monday, January 5, 2026 4:20 PM'],
    ['s', '01/05/2026 4:20 PM'],
    ['S', '01/05/2026 4:20:30 PM'],
    ['R', '2 hours ago'],
  ])
})

test('a time is the reader’s own', () => {
  expect(formatTime(at, 'f', at, 'Asia/Tokyo')).toBe('January 6, 2026 1:20 AM')
})

test.each([
  [0, '0 seconds ago'],
  [-second, '1 second ago'],
  [-59 * second, '59 seconds ago'],
  [-minute, 'a minute ago'],
  [-89 * second, 'a minute ago'],
  [-91 * second, '2 minutes ago'],
  [-59 * minute, '59 minutes ago'],
  [-hour, 'an hour ago'],
  [-21 * hour, '21 hours ago'],
  [-22 * hour, 'a day ago'],
  [-25 * day, '25 days ago'],
  [-26 * day, 'a month ago'],
  [-300 * day, '10 months ago'],
  [-365 * day, 'a year ago'],
  [-800 * day, '2 years ago'],
  [second, 'in 1 second'],
  [30 * second, 'in 30 seconds'],
  [minute, 'in a minute'],
  [5 * hour, 'in 5 hours'],
])('%d milliseconds from now is told as %s', (span, words) => {
  expect(formatRelativeTime(at + span, at)).toBe(words)
})

test.each([
  ['today', at - 3 * hour, '1:20 PM'],
  ['yesterday', at - 20 * hour, 'Yesterday at 8:20 PM'],
  ['before yesterday', at - 48 * hour, '01/03/2026 4:20 PM'],
])('a message of %s says when', (_, written, words) => {
  expect(formatMessageTime(written, at, 'UTC')).toBe(words)
})

const aheadMinute = 60_000

test.each([
  [0, undefined],
  [20_000, undefined],
  [aheadMinute, '1 minute'],
  [15 * aheadMinute, '15 minutes'],
  [60 * aheadMinute, '1 hour'],
  [75 * aheadMinute, '1 hour 15 minutes'],
  [(24 * 60 + 120) * aheadMinute, '1 day 2 hours'],
])('%i milliseconds are %s', (milliseconds, words) => {
  expect(describeAhead(milliseconds)).toBe(words)
})
