import { fileURLToPath } from 'node:url'
import { afterEach } from 'vitest'
import { type DemoOptions, type OpenedDemo, useDemo } from './useDemo.ts'

const botEntry = fileURLToPath(new URL('../fixtures/showBot.mjs', import.meta.url))

/**
 * A demo with a bot that shows everything a client can draw, and says what arrived of whatever a person did. The tests of a
 * file share it, since it keeps nothing in mind; each of them finds empty conversations.
 */
export function useShowBot(): { open(options?: Pick<DemoOptions, 'browser'>): Promise<OpenedDemo> } {
  const demo = useDemo({ isShared: true })
  let testbed: OpenedDemo['testbed'] | undefined

  afterEach(async () => {
    if (testbed !== undefined) await emptyChannels(testbed)
  })

  return {
    async open(options) {
      const opened = await demo.open({ ...options, botEntry })
      testbed = opened.testbed
      return opened
    },
  }
}

async function emptyChannels(testbed: OpenedDemo['testbed']): Promise<void> {
  const { messages, people } = testbed.describe()
  const moderator = people.find(({ mayModerate }) => mayModerate)?.id ?? ''
  for (const { id, placeId, ephemeralFor } of messages) {
    await testbed.perform({ kind: 'remove', personId: ephemeralFor ?? moderator, placeId, messageId: id })
  }
}
