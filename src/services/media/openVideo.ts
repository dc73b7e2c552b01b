import type { Response, fetch as undiciFetch } from 'undici'
import { ResultUnavailable } from '../../domain/contracts/media.ts'
import type { Provider } from '../../domain/contracts/provider.ts'
import { mayFetch } from './mayFetch.ts'

const redirects = [301, 302, 303, 307, 308]
const redirectLimit = 5

/**
 * Answers that may be different next time, besides 5xx. A storage answers 403 or 404 for an object that has not arrived yet.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
const passingStatuses = [403, 404, 408, 409, 425, 429]

export interface OpenVideoOptions {
  readonly from: Pick<Provider, 'resultHosts' | 'trustedOrigin'>
  readonly fetch: typeof undiciFetch
  readonly signal: AbortSignal
}

/**
 * Asks for the video, without key or cookies. Redirects are followed by hand, since each may lead to where we must not
 * go. Throws ResultUnavailable; network errors are thrown as they are.
 */
export async function openVideo(url: string, { from, fetch, signal }: OpenVideoOptions): Promise<Response> {
  let address = url
  for (let hops = 0; hops <= redirectLimit; hops += 1) {
    if (!mayFetch(address, from)) throw new ResultUnavailable('The result lies at a host that is not allowed', false)
    const response = await fetch(address, { redirect: 'manual', signal, headers: { accept: 'video/*' } })
    if (response.status === 200) return response
    await response.body?.cancel()
    const location = response.headers.get('location')
    if (!redirects.includes(response.status) || location === null) {
      const mayPass = response.status >= 500 || passingStatuses.includes(response.status)
      throw new ResultUnavailable(`The result's host answered ${response.status}`, mayPass)
    }
    address = URL.canParse(location, address) ? new URL(location, address).href : location
  }
  throw new ResultUnavailable(`The result was redirected more than ${redirectLimit} times`, false)
}
