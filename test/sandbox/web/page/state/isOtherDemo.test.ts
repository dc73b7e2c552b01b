import { expect, test } from 'vitest'
import { isOtherDemo } from '../../../../../sandbox/web/page/state/changes.ts'
import { exampleScene } from './exampleScene.ts'

const other = { ...exampleScene, bot: { ...exampleScene.bot, id: 'another' } }

test.each([
  ['the first scene', undefined, { kind: 'scene', scene: exampleScene }, false],
  ['the same demo after a break', exampleScene, { kind: 'scene', scene: exampleScene }, false],
  ['another demo', exampleScene, { kind: 'scene', scene: other }, true],
  ['a change in the same demo', exampleScene, { kind: 'time', ahead: 1 }, false],
] as const)('%s', (_, scene, change, expected) => {
  expect(isOtherDemo({ scene }, change)).toBe(expected)
})
