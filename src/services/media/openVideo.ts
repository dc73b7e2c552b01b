import { ResultAtForeignHost, ResultUnavailable } from '../../domain/contracts/media.ts'
import type { Provider } from '../../domain/contracts/provider.ts'
import { mayFetch } from './mayFetch.ts'
import type { FileAnswer, OpenFile } from './openFile.ts'

const redirects = [301, 302, 303, 307, 308]
const redirectLimit = 5

export interface OpenVideoOptions {
  readonly from: Pick<Provider, 'resultHosts' | 'trustedOrigin'>
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
