import { Response, type fetch as undiciFetch } from 'undici'

export interface RunwareCounts {
  /** Requests that ask for the state of tasks. */
  checks: number
  /** The tasks that they asked for. */
  looks: number
  submits: number
  /** Tasks that are accepted and not finished. */
  running: number
}

export interface RunwareAnswers {
  readonly fetch: typeof undiciFetch
  /** Counted from the beginning; copied at each reading. */
  readonly counts: RunwareCounts
}

interface Task {
  readonly taskType: string
  readonly taskUUID: string
}

/**
 * Runware's API as a network call without a network: every task is accepted and finished when its time has come.
 *
 * @see https://runware.ai/docs/platform/task-polling
 */
export function createRunwareAnswers(now: () => number, drawFinishTime: () => number): RunwareAnswers {
  const finishes = new Map<string, number>()
  const counts = { checks: 0, looks: 0, submits: 0 }

  function answerTask({ taskType, taskUUID }: Task): object {
    const common = { taskType: 'videoInference', taskUUID }
    if (taskType === 'videoInference') {
      finishes.set(taskUUID, now() + drawFinishTime())
      return { ...common, status: 'processing' }
    }
    const isFinished = (finishes.get(taskUUID) ?? Number.POSITIVE_INFINITY) <= now()
    if (!isFinished) return { ...common, status: 'processing' }
    return { ...common, status: 'success', videoURL: `https://vm.runware.ai/${taskUUID}.mp4`, cost: 0.84 }
  }

  return {
    async fetch(_address, init) {
      const tasks = JSON.parse(String(init?.body)) as Task[]
      if (tasks[0]?.taskType === 'videoInference') counts.submits += tasks.length
      else {
        counts.checks += 1
        counts.looks += tasks.length
      }
      return Response.json({ data: tasks.map(answerTask) })
    },
    get counts() {
      const running = [...finishes.values()].filter((at) => at > now()).length
      return { ...counts, running }
    },
  }
}
