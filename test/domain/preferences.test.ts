import { describe, expect, test } from 'vitest'
import { chooseDefaults, findOffer, type VideoOptions } from '../../src/domain/preferences.ts'
import { requestDefaults } from '../../src/domain/request.ts'
import { catalogue } from '../support/catalogue.ts'

const offer = findOffer(catalogue)
const product = { ...requestDefaults, isPrivate: false }
const nothing: VideoOptions = {}

describe('what holds for an option that was not typed', () => {
  test.each<readonly [string, readonly [VideoOptions, VideoOptions, VideoOptions], Partial<VideoOptions>]>([
    ['nobody said anything', [nothing, nothing, nothing], {}],
    ['the server has', [nothing, nothing, { quality: 'pro' }], { quality: 'pro' }],
    ['the person has, and the server', [nothing, { quality: '4k' }, { quality: 'pro' }], { quality: '4k' }],
    ['all of them have', [{ quality: 'standard' }, { quality: '4k' }, { quality: 'pro' }], { quality: 'standard' }],
    ['a no counts as said', [nothing, { sound: false }, { sound: true }], { sound: false }],
    [
      'each option by itself',
      [{ duration: 9 }, { isPrivate: true }, { aspectRatio: '1:1', isPrivate: false }],
      { duration: 9, isPrivate: true, aspectRatio: '1:1' },
    ],
    ['what a preset leaves out', [{ negativePrompt: 'text' }, nothing, nothing], { negativePrompt: 'text' }],
    ['a length that nobody makes', [{ duration: 60 }, nothing, nothing], {}],
  ])('%s', (_case, layers, expected) => {
    expect(chooseDefaults(layers, offer)).toStrictEqual({ ...product, ...expected })
  })

  test('what is not on offer any more falls back to the next that says something', () => {
    const withoutPro = { ...offer, qualities: ['standard', '4k'] as const }
    expect(chooseDefaults([{ quality: 'pro' }, { quality: '4k' }], withoutPro).quality).toBe('4k')
    expect(chooseDefaults([{ quality: 'pro' }], withoutPro).quality).toBe('standard')
    const wide = { ...offer, aspectRatios: ['16:9'] as const }
    expect(chooseDefaults([{ aspectRatio: '1:1' }], wide).aspectRatio).toBe('16:9')
  })
})
