import { onTestFinished } from 'vitest'
import { applyChange } from '../../../../../sandbox/web/client/applyChange.ts'
import type { Action, Change, Outcome, Scene } from '../../../../../sandbox/web/protocol.ts'

/** What a page in a browser knows and does, without the browser. */
export interface OpenPage {
  readonly scene: Scene
  /** Resolves with what is found in the scene, as soon as it is there. */
  until<Found>(find: (scene: Scene) => Found | undefined): Promise<Found>
  act(action: Action): Promise<Outcome>
  /** Returns the file's id. */
  upload(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<string>
  close(): void
}

/** Connects as a page does; it is closed when the test ends. */
export async function openPage(address: string): Promise<OpenPage> {
  const closing = new AbortController()
  onTestFinished(() => closing.abort())
  const response = await fetch(`${address}/changes`, { signal: closing.signal })
  const listeners = new Set<() => void>()
  let scene: Scene | undefined

  async function read(): Promise<void> {
    const decoder = new TextDecoder()
    let text = ''
    for await (const chunk of response.body ?? []) {
      const parts = (text + decoder.decode(chunk, { stream: true })).split('\n\n')
      text = parts.pop() ?? ''
      for (const part of parts) {
        if (!part.startsWith('data: ')) continue
        scene = applyChange(scene, JSON.parse(part.slice('data: '.length)) as Change)
        for (const listener of [...listeners]) listener()
      }
    }
  }
  // The server or the test ends it.
  read().catch(() => undefined)

  function until<Found>(find: (scene: Scene) => Found | undefined): Promise<Found> {
    return new Promise((resolve) => {
      const look = () => {
        const found = scene && find(scene)
        if (found === undefined) return
        listeners.delete(look)
        resolve(found)
      }
      listeners.add(look)
      look()
    })
  }

  async function post(path: string, contentType: string, body: string | Uint8Array<ArrayBuffer>): Promise<unknown> {
    const answer = await fetch(address + path, { method: 'POST', headers: { 'content-type': contentType }, body })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${answer.status}: ${text}`)
    return JSON.parse(text)
  }

  await until((known) => known)
  return {
    get scene() {
      if (scene === undefined) throw new Error('The page knows nothing')
      return scene
    },
    until,
    act: async (action) => (await post('/actions', 'application/json', JSON.stringify(action))) as Outcome,
    async upload(name, bytes) {
      const { fileId } = (await post(`/files?name=${encodeURIComponent(name)}`, 'image/png', bytes)) as {
        fileId: string
      }
      return fileId
    },
    close: () => closing.abort(),
  }
}
