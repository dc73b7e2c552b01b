import { expect, test } from 'vitest'
import { loadEncoders } from '../../../sandbox/kling/video/encodeVideo.ts'

const countListeners = () => [process.listenerCount('uncaughtException'), process.listenerCount('unhandledRejection')]

test('loading the encoder leaves the handling of defects to the process', () => {
  const before = countListeners()
  const encoders = loadEncoders()
  expect(countListeners()).toStrictEqual(before)
  expect(encoders.createH264MP4Encoder).toBeTypeOf('function')
})
