import { onTestFinished } from 'vitest'
import {
  type KlingSandbox,
  type KlingSandboxOptions,
  startKlingSandbox,
} from '../../../../sandbox/kling/startKlingSandbox.ts'
import { createSteppedClock, type SteppedClock } from '../../../support/createSteppedClock.ts'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The parsed body, or undefined where it is no JSON. */
  readonly body: Record<string, unknown>
}

export interface OpenSandbox {
  readonly sandbox: KlingSandbox
  readonly clock: SteppedClock
  /** A request at RunComfy's base with the right key. */
  runcomfy(method: string, path: string, body?: unknown): Promise<Answer>
  /** One POST of tasks at Runware with the right key. */
  runware(...tasks: unknown[]): Promise<Answer>
  /** A request that is sent as it is. */
  send(url: string, request?: RequestInit): Promise<Answer>
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text()
  let body: Record<string, unknown> = {}
  try {
    body = JSON.parse(text)
  } catch {
    // Seen from the empty record.
  }
  return { status: response.status, headers: response.headers, text, body }
}

/** A sandbox with small videos and a clock that is turned by hand; closed when the test ends. */
export async function openSandbox(options: KlingSandboxOptions = {}): Promise<OpenSandbox> {
  const clock = createSteppedClock(Date.UTC(2030, 0, 1))
  const sandbox = await startKlingSandbox({ clock, video: 'tiny', ...options })
  onTestFinished(() => sandbox.close())
  const send = async (url: string, request?: RequestInit): Promise<Answer> => read(await fetch(url, request))
  const headers = (key: string) => ({ authorization: `Bearer ${key}`, 'content-type': 'application/json' })
  return {
    sandbox,
    clock,
    send,
    runcomfy: (method, path, body) =>
      send(`${sandbox.runcomfyUrl}${path}`, {
        method,
        headers: headers(sandbox.runcomfyKey),
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    runware: (...tasks) =>
      send(sandbox.runwareUrl, { method: 'POST', headers: headers(sandbox.runwareKey), body: JSON.stringify(tasks) }),
  }
}
