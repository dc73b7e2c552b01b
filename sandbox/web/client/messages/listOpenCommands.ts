import type { SentAction } from '../../protocol.ts'

/** The commands of a person that wait for their first answer, or did not get one and were not dismissed. */
export function listOpenCommands(
  sent: readonly SentAction[],
  where: { readonly personId: string; readonly placeId: string; readonly dismissed: ReadonlySet<string> },
): readonly SentAction[] {
  return sent.filter(
    ({ id, kind, state, personId, placeId }) =>
      kind === 'command' &&
      state !== 'acknowledged' &&
      personId === where.personId &&
      placeId === where.placeId &&
      !where.dismissed.has(id),
  )
}
