/** What is answered, before it becomes bytes on a connection. */
export type Reply =
  | {
      readonly kind: 'json'
      readonly status: number
      readonly body: unknown
      readonly headers?: Record<string, string>
    }
  | {
      readonly kind: 'text'
      readonly status: number
      readonly text: string
      readonly contentType: string
    }
  | {
      readonly kind: 'file'
      readonly bytes: Uint8Array
      readonly contentType: string
      /** Ends the connection. */
      readonly isLast?: boolean
    }
  | { readonly kind: 'reset' }
  | { readonly kind: 'silence' }

export function json(status: number, body: unknown, headers?: Record<string, string>): Reply {
  return { kind: 'json', status, body, ...(headers && { headers }) }
}
