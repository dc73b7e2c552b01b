import type { Job } from '../../../sandbox/kling/job.ts'
import type { Generation } from '../../../src/domain/generation.ts'

/** The job of a generation, as far as its record names it. */
export function findJob(
  { taskId, operation }: Pick<Generation, 'taskId' | 'operation'>,
  jobs: readonly Job[],
): Job | undefined {
  const isNamed = ({ id, body }: Job) =>
    id === taskId || (taskId !== undefined && JSON.stringify(body).includes(taskId))
  return jobs.find((job) => isNamed(job) || JSON.stringify(operation ?? '').includes(job.id))
}
