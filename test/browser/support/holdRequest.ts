import type { Endpoint } from '../../../sandbox/kling/faults.ts'
import type { WebDemo } from '../../../sandbox/web/server/webDemo.ts'

/** The next request of a kind stays on its way to the provider until the returned function is called. */
export function holdRequest({ kling }: WebDemo['testbed'], endpoint: Endpoint): () => void {
  let release = () => {}
  const until = new Promise<void>((resolve) => {
    release = resolve
  })
  kling.faults.add({ endpoint, effect: { kind: 'held', until } })
  return release
}
