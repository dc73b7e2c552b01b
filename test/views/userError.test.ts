import { describe, expect, test } from 'vitest'
import { de } from '../../src/views/text/de.ts'
import { en } from '../../src/views/text/en.ts'
import { renderUnexpected, renderUserError } from '../../src/views/userError.ts'
import { findErrors } from './support/findErrors.ts'
import { transcribe } from './support/transcribe.ts'
import { userErrorRows } from './support/userErrorRows.ts'

describe('a refusal', () => {
  test.each(userErrorRows)('%o', (reason, lines) => {
    const view = renderUserError(en, reason)
    expect(transcribe(view)).toStrictEqual(['#fee75c', ...lines])
    expect(findErrors(view)).toStrictEqual([])
  })
})

test('a defect gives a code to quote and nothing else', () => {
  const view = renderUnexpected(en, 'k3v9')
  expect(transcribe(view)).toStrictEqual([
    '#ed4245',
    '**Something went wrong on my side.** Check `/kling queue` before you try again. If it happens again, give the person who runs me this code: `k3v9`',
  ])
  expect(findErrors(view)).toStrictEqual([])
})

test('what everybody reads speaks of nobody as their own', () => {
  for (const texts of [en, de]) {
    expect(transcribe(renderUserError(texts, { code: 'shuttingDown' }, true)).at(-1)).toContain(texts.card.notCounted)
    expect(transcribe(renderUserError(texts, { code: 'shuttingDown' })).at(-1)).toContain(
      texts.userErrors.nothingCharged,
    )
  }
})
