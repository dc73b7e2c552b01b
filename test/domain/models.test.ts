import { describe, expect, test } from 'vitest'
import { estimatePrice } from '../../src/domain/models.ts'
import { formatMoney, fromDollars } from '../../src/domain/money.ts'
import { type Quality, qualities } from '../../src/domain/request.ts'
import { findModel, type KnownProvider, knownProviders, models } from '../support/catalogue.ts'

const prices: [Quality, number, boolean, number][] = [
  ['standard', 3, false, 252_000],
  ['standard', 5, false, 420_000],
  ['standard', 5, true, 630_000],
  ['standard', 15, true, 1_890_000],
  ['pro', 3, false, 336_000],
  ['pro', 5, true, 840_000],
  ['pro', 7, true, 1_176_000],
  ['pro', 15, true, 2_520_000],
  ['4k', 3, false, 1_260_000],
  ['4k', 5, false, 2_100_000],
  ['4k', 5, true, 2_100_000],
  ['4k', 15, true, 6_300_000],
]

describe('estimatePrice', () => {
  test.each(prices)(
    '%s, %i seconds, sound %s: %i micro-dollars at every provider',
    (quality, duration, sound, price) => {
      for (const provider of knownProviders) {
        for (const mode of ['textToVideo', 'imageToVideo'] as const) {
          expect(estimatePrice(findModel(provider, quality, mode), { duration, sound })).toBe(price)
        }
      }
    },
  )

  test('is a whole number for every model and duration', () => {
    for (const model of models) {
      for (let duration = model.duration.shortest; duration <= model.duration.longest; duration += 1) {
        for (const sound of [true, false])
          expect(Number.isSafeInteger(estimatePrice(model, { duration, sound }))).toBe(true)
      }
    }
  })
})

describe('the catalogue', () => {
  test('has one model per provider, quality and mode', () => {
    const keys = models.map(({ provider, quality, mode }) => `${provider} ${quality} ${mode}`)
    expect(new Set(keys).size).toBe(models.length)
    expect(models).toHaveLength(knownProviders.length * qualities.length * 2)
  })

  test.each<[KnownProvider, Quality, boolean]>([
    ['runcomfy', 'standard', false],
    ['runcomfy', 'pro', true],
    ['runcomfy', '4k', true],
    ['runware', 'standard', true],
    ['runware', 'pro', true],
    ['runware', '4k', true],
  ])('%s at %s takes an end frame: %s', (provider, quality, endFrame) => {
    expect(findModel(provider, quality, 'imageToVideo').supports.endFrame).toBe(endFrame)
    expect(findModel(provider, quality, 'textToVideo').supports.endFrame).toBe(false)
  })

  test.each([
    ['standard', 10],
    ['pro', 10],
    ['4k', 40],
  ] as const)('%s is overdue after %i minutes', (quality, limit) => {
    for (const model of models.filter((each) => each.quality === quality)) {
      expect(model.overdueAfter).toBe(limit * 60_000)
      expect(model.expectedRender).toBeLessThan(model.overdueAfter)
    }
  })
})

describe('money', () => {
  test.each([
    [0.084, 84_000],
    [0.126 * 5, 630_000],
    [0.1 + 0.2, 300_000],
    [2.1, 2_100_000],
    [100, 100_000_000],
  ])('%d dollars are %i micro-dollars', (dollars, amount) => {
    expect(fromDollars(dollars)).toBe(amount)
  })

  test.each([
    [0, '$0.00'],
    [630_000, '$0.63'],
    [84_000, '$0.084'],
    [2_100_000, '$2.10'],
    [1_176_000, '$1.176'],
  ])('%i is written %s', (amount, text) => {
    expect(formatMoney(amount)).toBe(text)
  })
})
