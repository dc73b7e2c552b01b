import { describe, expect, test } from 'vitest'
import type { Request } from '../../src/domain/request.ts'
import { findShotLimits, findShotProblem, moveShot, readShots, withShots } from '../../src/domain/storyboard.ts'
import { offersOf } from '../support/catalogue.ts'

const shot = (prompt: string, duration: number) => ({ prompt, duration })
const [a, b, c] = [shot('a', 3), shot('b', 4), shot('c', 5)] as const

describe('readShots', () => {
  test.each<[string, ReturnType<typeof readShots>]>([
    ['[3s] a fox wakes up [4s] it runs', [shot('a fox wakes up', 3), shot('it runs', 4)]],
    ['  [3 s]a\n[4 Sek.] b', [shot('a', 3), shot('b', 4)]],
    ['[2s] a [16 seconds] b', [shot('a', 2), shot('b', 16)]],
    ['[3s] a [4s] [5s] c', [shot('a', 3), shot('c', 5)]],
    ['[3s] only one', undefined],
    ['a fox [3s] a [4s] b', undefined],
    ['[3] a [4] b', undefined],
    ['[0s] a [4s] b', undefined],
    ['a fox', undefined],
  ])('%j', (text, shots) => {
    expect(readShots(text)).toEqual(shots)
  })
})

test('a shot moves to where there is a place', () => {
  expect(moveShot([a, b, c], 0, 1)).toEqual([b, a, c])
  expect(moveShot([a, b, c], 2, 0)).toEqual([c, a, b])
  expect(moveShot([a, b, c], 2, 3)).toEqual([a, b, c])
  expect(moveShot([a, b, c], 7, 0)).toEqual([a, b, c])
})

test('shots decide how long a video is, and where it is cut', () => {
  const scene = { kind: 'prompt', prompt: 'x' } as const
  const request: Request = { scene, cuts: 'one', duration: 5, aspectRatio: '16:9', quality: 'standard', sound: true }
  const { cuts: _cuts, ...rest } = request
  expect(withShots(request, [a, b])).toEqual({ ...rest, scene: { kind: 'shots', shots: [a, b] }, duration: 7 })
  expect(withShots(request, [])).toEqual({ ...rest, scene: { kind: 'shots', shots: [] } })
})

test('the limits are the widest of any model', () => {
  const limits = findShotLimits(offersOf('runcomfy', 'runware'))
  expect(limits).toMatchObject({ count: 5, duration: { shortest: 3, longest: 15 }, total: 15 })
  expect(findShotLimits([])).toBeUndefined()
  expect(findShotProblem({ scene: { kind: 'shots', shots: [a, b] }, duration: 7 }, limits)).toBeUndefined()
})
