import type { RecordedRequest } from './rest/recordedRequest.ts'

/** What happens to a request instead of, or around, its handling. */
export type FaultEffect =
  /** It is not handled, and answered with this. */
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly body?: unknown
      readonly headers?: Readonly<Record<string, string>>
    }
  /** It is not handled, and the connection is cut. */
  | { readonly kind: 'reset' }
  /** It is handled, but the connection is cut before the answer. */
  | { readonly kind: 'loseAnswer' }
  /** It is handled later. */
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** It is handled at once, and answered later. */
  | { readonly kind: 'delayAnswer'; readonly milliseconds: number }

export interface ScriptedFault {
  /** `PATCH /channels/:channel/messages/:message` as in `RecordedRequest.route`, or a pattern for it. */
  readonly route: string | RegExp
  /** Further conditions. */
  readonly when?: (request: RecordedRequest) => boolean
  /** How many requests it strikes: 1 unless said otherwise; `Infinity` is possible. */
  readonly times?: number
  readonly effect: FaultEffect
}

/**
 * - `reconnect`: the gateway asks to reconnect (op 7).
 * - `socket`: the connection is cut without a word.
 * - `invalidSession`: the session is over; the bot must identify again (op 9).
 */
export type GatewayDrop = 'reconnect' | 'socket' | 'invalidSession'

export interface Faults {
  /** The returned function takes it back. */
  script(fault: ScriptedFault): () => void
  /** Messages that contain the word are blocked with code 200000. The returned function allows it again. */
  blockWord(word: string): () => void
  dropGateway(how: GatewayDrop): void
  /** While held, new gateway connections are refused, so that the bot stays disconnected. */
  holdGateway(): () => void
  /** Attachments are served so much later. The returned function ends that. */
  slowFiles(milliseconds: number): () => void
  clear(): void
}

/** The sandbox's own side of the faults. */
export interface FaultBook extends Faults {
  take(request: RecordedRequest): FaultEffect | undefined
  isBlocked(text: string): boolean
  isGatewayHeld(): boolean
  /** Milliseconds until an attachment is served. */
  readonly fileDelay: number
}

export function createFaults({ dropGateway }: { dropGateway: (how: GatewayDrop) => void }): FaultBook {
  const scripted = new Set<ScriptedFault & { left: number }>()
  const words = new Set<string>()
  const holds = new Set<symbol>()
  let fileDelay = 0
  return {
    script(fault) {
      const entry = { ...fault, left: fault.times ?? 1 }
      scripted.add(entry)
      return () => scripted.delete(entry)
    },
    blockWord(word) {
      words.add(word.toLowerCase())
      return () => words.delete(word.toLowerCase())
    },
    dropGateway,
    holdGateway() {
      const hold = Symbol('hold')
      holds.add(hold)
      return () => holds.delete(hold)
    },
    slowFiles(milliseconds) {
      fileDelay = milliseconds
      return () => {
        fileDelay = 0
      }
    },
    get fileDelay() {
      return fileDelay
    },
    clear() {
      fileDelay = 0
      scripted.clear()
      words.clear()
      holds.clear()
    },
    take(request) {
      for (const fault of scripted) {
        if (!matches(fault, request)) continue
        fault.left -= 1
        if (fault.left <= 0) scripted.delete(fault)
        return fault.effect
      }
      return undefined
    },
    isBlocked: (text) => [...words].some((word) => text.toLowerCase().includes(word)),
    isGatewayHeld: () => holds.size > 0,
  }
}

function matches({ route, when }: ScriptedFault, request: RecordedRequest): boolean {
  if (request.route === undefined) return false
  const isRoute = typeof route === 'string' ? route === request.route : route.test(request.route)
  return isRoute && (when === undefined || when(request))
}
