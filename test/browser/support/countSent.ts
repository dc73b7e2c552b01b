import type { WebDemo } from '../../../sandbox/web/server/startWebDemo.ts'

/** Counts what people have sent to the bot from now on. */
export function countSent(stage: WebDemo['stage'], kind?: 'command' | 'component' | 'modal'): () => number {
  const count = () => stage.describe().sent.filter((each) => kind === undefined || each.kind === kind).length
  const before = count()
  return () => count() - before
}
