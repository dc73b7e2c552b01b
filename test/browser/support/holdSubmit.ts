import type { WebDemo } from '../../../sandbox/web/server/startWebDemo.ts'

/** The next order stays on its way to the provider until the returned function is called. */
export function holdSubmit({ kling }: WebDemo['stage']): () => void {
  let release = () => {}
  const until = new Promise<void>((resolve) => {
    release = resolve
  })
  kling.faults.add({ endpoint: 'submit', effect: { kind: 'held', until } })
  return release
}
