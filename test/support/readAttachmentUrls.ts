import type { SentInteraction } from '../../sandbox/discord/people/presence.ts'

interface CommandEvent {
  readonly data: {
    readonly options: readonly { readonly options?: readonly { readonly value: unknown }[] }[]
    readonly resolved?: { readonly attachments?: Readonly<Record<string, { readonly url: string }>> }
  }
}

/** The addresses of the files attached to a command, in the order of its options. */
export function readAttachmentUrls(sent: SentInteraction): string[] {
  const { data } = sent.event as unknown as CommandEvent
  const attachments = data.resolved?.attachments ?? {}
  const values = (data.options[0]?.options ?? []).map(({ value }) => String(value))
  return values.flatMap((value) => attachments[value]?.url ?? [])
}
