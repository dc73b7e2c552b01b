/** Loaded into a bot's process before the bot itself: tells whoever started it how much memory is in use. */
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
  void tidy().then(() => {
    const { rss, heapUsed } = process.memoryUsage()
    process.send?.({ resident: rss, heap: heapUsed })
  })
})
