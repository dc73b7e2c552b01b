import { expect, test } from 'vitest'
import { formatRecipe, parseRecipe } from '../../src/domain/recipe.ts'

test('is shown with a dash, so that it can be read aloud', () => {
  expect(formatRecipe('K73F9QX')).toBe('K7-3F9QX')
})

test.each([
  ['K7-3F9QX', 'K73F9QX'],
  ['k7-3f9qx', 'K73F9QX'],
  [' k73 f9qx ', 'K73F9QX'],
  ['K7–3F9QX', 'K73F9QX'],
  ['`K7-3F9QX`', 'K73F9QX'],
  // The letters that people take for digits.
  ['o7-3FiLX', '073F11X'],
  ['Ｋ７３Ｆ９ＱＸ', 'K73F9QX'],
])('reads %j', (typed, recipe) => {
  expect(parseRecipe(typed)).toBe(recipe)
})

test.each(['', 'K7-3F9Q', 'K7-3F9QXX', 'K7-3F9QU', 'K7-3F9QÄ', 'a red fox runs', '@everyone', '😀😀😀😀😀😀😀'])(
  'does not read %j',
  (typed) => {
    expect(parseRecipe(typed)).toBeUndefined()
  },
)
