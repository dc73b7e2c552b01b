import type { WebDemo } from '../../../sandbox/web/server/webDemo.ts'

/** Counts what people have sent to the bot from now on. */
export function countSent(testbed: WebDemo['testbed'], kind?: 'command' | 'component' | 'modal'): () => number {
  const count = () => testbed.describe().sent.filter((each) => kind === undefined || each.kind === kind).length
  const before = count()
  return () => count() - before
}
