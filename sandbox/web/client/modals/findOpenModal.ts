import type { SentAction } from '../../protocol.ts'

/** What opened the modal that lies over somebody's client now: the newest one that was neither closed nor sent. */
export function findOpenModal(
  sent: readonly SentAction[],
  personId: string,
  closed: ReadonlySet<string>,
): SentAction | undefined {
  return sent.findLast(({ id, modal, personId: owner }) => modal !== undefined && owner === personId && !closed.has(id))
}
