import type { Generation } from '../../domain/generation.ts'

/** Whether nothing changed from one to the other but the place in a queue, which may wait a little longer. */
export function isPlaceOnly(before: Generation, after: Generation): boolean {
  return tellNews(before) === tellNews(after)
}

function tellNews(generation: Generation): string {
  const { state, progress, overdueSince, cancelRequestedAt, abandonedAt, provider } = generation
  return JSON.stringify([state, progress?.status, overdueSince, cancelRequestedAt, abandonedAt, provider])
}
