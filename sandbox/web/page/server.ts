import type { Action, Change, Outcome } from '../protocol.ts'

/** The page's way to its server. */
export interface Server {
  /** Never throws: a server that is gone is a problem as others are. */
  act(action: Action): Promise<Outcome>
  /** The id of the uploaded file, or what went wrong. */
  upload(file: File): Promise<{ readonly fileId: string } | { readonly problem: string }>
}

const gone = 'The demo has ended. Start it again with npm run demo.'

export function createServer(): Server {
  return {
    async act(action) {
      try {
        const response = await fetch('/actions', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(action),
        })
        if (response.ok) return (await response.json()) as Outcome
        return { ok: false, problem: await response.text() }
      } catch {
        return { ok: false, problem: gone }
      }
    },
    async upload(file) {
      try {
        const response = await fetch(`/files?name=${encodeURIComponent(file.name)}`, {
          method: 'POST',
          headers: { 'content-type': file.type || 'application/octet-stream' },
          body: file,
        })
        if (response.ok) return (await response.json()) as { fileId: string }
        return { problem: await response.text() }
      } catch {
        return { problem: gone }
      }
    },
  }
}

/** Listens to what happens. The browser connects again by itself, and then gets a whole scene. */
export function listenToChanges(on: {
  change: (change: Change) => void
  connection: (isConnected: boolean) => void
}): void {
  const source = new EventSource('/changes')
  source.addEventListener('open', () => on.connection(true))
  source.addEventListener('error', () => on.connection(false))
  source.addEventListener('message', ({ data }) => on.change(JSON.parse(String(data)) as Change))
}
