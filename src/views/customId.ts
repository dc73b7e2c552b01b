/** The buttons there are. Each has a file of this name in `components/`. */
export const buttonPrefixes = ['cancel', 'abandon', 'check', 'retry', 'deliver'] as const
export type ButtonPrefix = (typeof buttonPrefixes)[number]

/** `<prefix>:<generation id>`: no state travels in it, since a member's client sends it back. */
export function createCustomId(prefix: ButtonPrefix, generationId: string): string {
  return `${prefix}:${generationId}`
}

const shape = /^(?<prefix>[a-z]+):(?<generationId>[A-Za-z0-9_-]{1,64})$/

/** Undefined for what no button of ours ever carried. */
export function parseCustomId(customId: string): { prefix: string; generationId: string } | undefined {
  const { prefix, generationId } = shape.exec(customId)?.groups ?? {}
  return prefix === undefined || generationId === undefined ? undefined : { prefix, generationId }
}
