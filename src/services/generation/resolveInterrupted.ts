import { markUnconfirmed } from './markUnconfirmed.ts'
import { returnToQueue } from './returnToQueue.ts'
import type { Room } from './room.ts'

/**
 * A `submitting` that nobody is busy with: the process died, or the save was reported as failed and had arrived. The latter
 * is known by the task id, which is noted until the POST begins: then nothing was sent.
 */
export async function resolveInterrupted(room: Room, id: string): Promise<void> {
  const taskId = room.transient.peek(id)?.taskId
  const generation = room.repository.open.get(id)
  if (generation?.state !== 'submitting') return
  if (taskId === undefined || taskId !== generation.taskId) return markUnconfirmed(room, id)
  const now = room.clock.now()
  room.proceed(await room.repository.saveWithRetry(id, (current) => returnToQueue(current, current.passedOver, now)))
}
