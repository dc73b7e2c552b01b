import * as http from 'node:http'
import * as https from 'node:https'
import { ResultAtForeignHost, ResultUnavailable } from '../../domain/contracts/media.ts'
import type { Provider } from '../../domain/contracts/provider.ts'

/** The beginning of an answer: what is needed to decide whether to read on. */
export interface FileAnswer {
  readonly status: number
  /** Where a redirect leads. */
  readonly location?: string
  /** How many bytes are announced. */
  readonly length?: number
  /** Throws where it breaks off before its announced or its own end. */
  readonly body: AsyncIterable<Uint8Array>
  /** Reads no further. */
  discard(): void
}

/** One GET over http or https. Redirects are not followed, and neither key nor cookies are sent. */
export type OpenFile = (
  address: string,
  options: { readonly accept: string; readonly signal: AbortSignal },
) => Promise<FileAnswer>

/**
 * By Node's own client and not undici: undici 6 ends the process with an assertion that nobody can catch where an answer with
 * `Connection: close` is read more slowly than it comes, as a large file is that goes to the disk.
 * @see https://github.com/nodejs/undici/issues/5360
 */
export const openFile: OpenFile = (address, { accept, signal }) =>
  new Promise((resolve, reject) => {
    const url = new URL(address)
    const { get } = url.protocol === 'https:' ? https : http
    // By the usual agent, where Node puts a proxy that is set up for the process; the connection ends with the file.
    const headers = { accept, 'accept-encoding': 'identity', connection: 'close' }
    const request = get(url, { signal, headers })
    // It may fail once more after its answer has begun: the body tells of that.
    request.on('error', reject)
    request.once('response', (response) => {
      const { location, 'content-length': length } = response.headers
      response.on('error', () => undefined)
      resolve({
        status: response.statusCode ?? 0,
        ...(location !== undefined && { location }),
        ...(length !== undefined && { length: Number(length) }),
        body: response,
        discard: () => void response.destroy(),
      })
    })
  })

type Hosts = Pick<Provider, 'resultHosts' | 'trustedOrigin'>

function isTrusted(address: string, { trustedOrigin }: Hosts): boolean {
  return trustedOrigin !== undefined && new URL(address).origin === new URL(trustedOrigin).origin
}

/** Whether a person may be given the address of a paid video that cannot be fetched here: any over https. */
export function mayShow(address: string, from: Hosts): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, username, password } = new URL(address)
  if (username !== '' || password !== '') return false
  return protocol === 'https:' || isTrusted(address, from)
}

/**
 * Whether a result may be fetched from there: over https from the provider's own hosts, or from exactly the origin that
 * the operator trusts. The address came with an answer, so it is not to be believed; an allow list of hosts also keeps us
 * out of private networks.
 */
export function mayFetch(address: string, from: Hosts): boolean {
  if (!mayShow(address, from)) return false
  const { protocol, hostname, port } = new URL(address)
  if (isTrusted(address, from)) return true
  if (protocol !== 'https:' || port !== '') return false
  return from.resultHosts.some((host) =>
    host.startsWith('*.') ? hostname.endsWith(host.slice(1).toLowerCase()) : hostname === host.toLowerCase(),
  )
}

const redirects = [301, 302, 303, 307, 308]
const redirectLimit = 5

interface OpenVideoOptions {
  readonly from: Hosts
  readonly openFile: OpenFile
  readonly signal: AbortSignal
}

/**
 * Asks for the video, without key or cookies. Redirects are followed by hand, since each may lead to where we must not
 * go. Throws ResultUnavailable; network errors are thrown as they are.
 */
export async function openVideo(url: string, { from, openFile, signal }: OpenVideoOptions): Promise<FileAnswer> {
  let address = url
  for (let hops = 0; hops <= redirectLimit; hops += 1) {
    if (!mayFetch(address, from)) throw new ResultAtForeignHost()
    const answer = await openFile(address, { accept: 'video/*', signal })
    if (answer.status === 200) return answer
    answer.discard()
    const { status, location } = answer
    if (!redirects.includes(status) || location === undefined)
      throw new ResultUnavailable(`The result's host answered ${status}`)
    address = URL.canParse(location, address) ? new URL(location, address).href : location
  }
  throw new ResultUnavailable(`The result was redirected more than ${redirectLimit} times`)
}
