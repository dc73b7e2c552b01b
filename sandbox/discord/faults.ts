import type { RecordedRequest } from './rest/requestLog.ts'

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
  /** Discord closes the connection with this code. */
  closeGateway(code: number): void
  /** Every log-in is closed with this code. The returned function lets bots in again. */
  refuseLogin(code: number): () => void
  /** Sends the bot a message of the gateway as it is, whatever it is. */
  sendToBot(message: unknown): void
  /** A server that is down at Discord: bots that log in hear of it, and are never told what is in it. */
  takeGuildDown(guildId: string): void
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
  isGuildDown(guildId: string): boolean
  /** The code with which log-ins are closed. */
  readonly loginRefusal: number | undefined
  /** Milliseconds until an attachment is served. */
  readonly fileDelay: number
}

export function createFaults(gateway: {
  dropGateway: (how: GatewayDrop) => void
  closeGateway: (code: number) => void
  sendToBot: (message: unknown) => void
}): FaultBook {
  const scripted = new Set<ScriptedFault & { left: number }>()
  const words = new Set<string>()
  const holds = new Set<symbol>()
  const downGuilds = new Set<string>()
  let loginRefusal: number | undefined
  let fileDelay = 0
  return {
    ...gateway,
    refuseLogin(code) {
      loginRefusal = code
      return () => {
        loginRefusal = undefined
      }
    },
    get loginRefusal() {
      return loginRefusal
    },
    takeGuildDown: (guildId) => void downGuilds.add(guildId),
    isGuildDown: (guildId) => downGuilds.has(guildId),
    script(fault) {
      const entry = { ...fault, left: fault.times ?? 1 }
      scripted.add(entry)
      return () => scripted.delete(entry)
    },
    blockWord(word) {
      words.add(word.toLowerCase())
      return () => words.delete(word.toLowerCase())
    },
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
      loginRefusal = undefined
      downGuilds.clear()
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
