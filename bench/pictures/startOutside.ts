import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** Where the played services are, and the pictures at Discord's. */
export interface Outside {
  readonly cdnUrl: string
  readonly runcomfyUrl: string
  readonly runcomfyKey: string
  readonly pictures: readonly { readonly url: string; readonly size: number }[]
}

/**
 * Serves the pictures from a process of its own, so that the one that takes the time touches none of their bytes. Ends by
 * `stop`, or with whoever started it.
 */
export async function startOutside(isQuick: boolean): Promise<Outside & { stop(): Promise<void> }> {
  const child = fork(fileURLToPath(new URL('./playOutside.js', import.meta.url)), isQuick ? ['--quick'] : [])
  const gone = once(child, 'exit')
  const outside = await Promise.race([
    once(child, 'message').then(([message]) => message as Outside),
    gone.then(([code]) => Promise.reject(new Error(`The process that serves the pictures ended with ${code}`))),
  ])
  return {
    ...outside,
    async stop() {
      child.kill('SIGKILL')
      await gone
    },
  }
}
