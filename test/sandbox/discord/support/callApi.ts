import type { DiscordSandbox } from '../../../../sandbox/discord/startDiscordSandbox.ts'

export interface ApiAnswer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: whatever the API says, tests look into it
  readonly body: any
}

export interface ApiCall {
  readonly body?: unknown
  readonly files?: readonly { readonly name: string; readonly bytes: Uint8Array }[]
  readonly token?: string
}

/** A request without a library: nothing waits, repeats or hides an answer. */
export async function callApi(sandbox: DiscordSandbox, route: string, call: ApiCall = {}): Promise<ApiAnswer> {
  const [method = '', path = ''] = route.split(' ')
  const headers: Record<string, string> = { authorization: `Bot ${call.token ?? sandbox.token}` }
  let body: string | FormData | null = null
  if (call.files !== undefined) {
    body = new FormData()
    for (const [index, file] of call.files.entries()) {
      body.append(`files[${index}]`, new Blob([Buffer.from(file.bytes)]), file.name)
    }
    body.append('payload_json', JSON.stringify(call.body))
  } else if (call.body !== undefined) {
    headers['content-type'] = 'application/json'
    body = JSON.stringify(call.body)
  }
  const response = await fetch(`${sandbox.apiUrl}/v10${path}`, { method, headers, body })
  const text = await response.text()
  const isJson = response.headers.get('content-type') === 'application/json'
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
}
