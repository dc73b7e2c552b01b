/** Randomness as an argument. */
export interface Identifiers {
  /** A new generation id: 16 characters of `a-z0-9`, short enough for custom ids and nonces. */
  generation(): string
  /** A new UUID v4, the `taskUUID` of providers where the client chooses it. */
  task(): string
  /** A fraction in [0, 1), for jitter. */
  fraction(): number
}
