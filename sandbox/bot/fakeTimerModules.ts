import timers from 'node:timers'
import promises from 'node:timers/promises'

interface PauseOptions {
  readonly signal?: AbortSignal
}

/** Like the one of node:timers/promises, on the present global timers. */
function pause<T>(milliseconds?: number, value?: T, { signal }: PauseOptions = {}): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) return reject(signal.reason)
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve(value)
    }, milliseconds)
    signal?.addEventListener('abort', stop, { once: true })
  })
}

/**
 * The gateway client of discord.js takes its timers from Node's modules, which stay real beside faked globals: a reconnect
 * would wait half a real second, in which minutes of faked time pass. Gives them the present globals; returns the way back.
 */
export function fakeTimerModules(): () => void {
  const { setTimeout, clearTimeout, setInterval, clearInterval } = globalThis
  const faked = { setTimeout, clearTimeout, setInterval, clearInterval }
  const real = {
    setTimeout: timers.setTimeout,
    clearTimeout: timers.clearTimeout,
    setInterval: timers.setInterval,
    clearInterval: timers.clearInterval,
  }
  const realPause = promises.setTimeout
  Object.assign(timers, faked)
  Object.assign(promises, { setTimeout: pause })
  return () => {
    Object.assign(timers, real)
    Object.assign(promises, { setTimeout: realPause })
  }
}
