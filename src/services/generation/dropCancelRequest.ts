import type { Room } from './room.ts'

/** The wanted cancel came too late: the generation goes on, and whoever still wants to stop is asked. */
export async function dropCancelRequest(room: Room, id: string): Promise<void> {
  const before = room.repository.open.get(id)
  const saved = await room.repository.save(id, (current) => {
    if (current.state !== 'running' || current.cancelRequestedAt === undefined) return undefined
    const { cancelRequestedAt, ...rest } = current
    return rest
  })
  if (saved !== before && saved.state === 'running') room.show(saved)
}
