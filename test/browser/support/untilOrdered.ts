import { vi } from 'vitest'
import type { Job } from '../../../sandbox/kling/job.ts'
import type { WebDemo } from '../../../sandbox/web/server/webDemo.ts'

/** The video that a provider took, once its answer is out. */
export async function untilOrdered({ kling }: WebDemo['testbed'], count = 1): Promise<Job> {
  await vi.waitFor(() => {
    const answered = kling.requests.filter((request) => request.endpoint === 'submit' && request.answered === 200)
    if (answered.length < count) throw new Error(`${answered.length} of ${count} videos were ordered`)
  }, 30_000)
  const job = kling.jobs[count - 1]
  if (job === undefined) throw new Error('A video was ordered that nobody makes')
  return job
}
