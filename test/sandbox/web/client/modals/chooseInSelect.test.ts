import { expect, test } from 'vitest'
import { chooseInSelect } from '../../../../../sandbox/web/client/modals/chooseInSelect.ts'

test.each([
  ['takes the place of the other', {}, ['a'], 'b', ['b'], true],
  ['stays where it has to be one', {}, ['a'], 'a', ['a'], true],
  ['goes again where it may be none', { required: false }, ['a'], 'a', [], true],
  ['is added to others', { max_values: 3 }, ['a'], 'b', ['a', 'b'], false],
  ['is taken from others', { max_values: 3 }, ['a', 'b'], 'a', ['b'], false],
  ['does not come in where it is full', { max_values: 2 }, ['a', 'b'], 'c', ['a', 'b'], false],
])('what is chosen %s', (_, component, chosen, value, values, isDone) => {
  expect(chooseInSelect(component, chosen, value)).toStrictEqual({ values, isDone })
})
