import type { RecordedRequest } from '../../sandbox/kling/faults.ts'
import type { House } from './startHouse.ts'

/** The requests that cost money, in the order of their arrival. */
export function listSubmits({ kling }: Pick<House, 'kling'>): RecordedRequest[] {
  return kling.requests.filter(({ endpoint }) => endpoint === 'submit')
}
