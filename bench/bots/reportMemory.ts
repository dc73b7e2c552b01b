/** Loaded into a bot's process before the bot itself: tells whoever started it how much memory is in use, and how long it
 * has used the processor. */
const { gc } = globalThis as { gc?: () => void }

/** The collector gives memory back in steps. */
const rounds = 4

async function tidy(): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    gc?.()
    await new Promise<void>((resolve) => void setTimeout(resolve, 50))
  }
}

process.on('message', () => {
  const { user, system } = process.cpuUsage()
  const processor = (user + system) / 1_000
  void tidy().then(() => {
    const { rss, heapUsed } = process.memoryUsage()
    process.send?.({ resident: rss, heap: heapUsed, processor })
  })
})
