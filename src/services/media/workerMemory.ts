const mebibyte = 1024 ** 2

/** How much memory the worker may have, in bytes: with the bot itself it stays below 600 MiB. */
export const workerMemory = {
  /** All of it, whatever it is used for. */
  resident: 380 * mebibyte,
  /** What JavaScript may allocate of that. */
  heap: 128 * mebibyte,
} as const
