import { workerMemory } from './services/media/jobs.ts'
import { serveJobs } from './services/media/worker/serveJobs.ts'
import { createSystemClock } from './system.ts'

/**
 * The bot's second process: everything that looks into foreign bytes, pictures of members and videos of providers, happens
 * here. Whatever goes wrong with them, the bot itself lives on.
 */

// Both go to every process of a terminal or a service. This one ends with the bot, which may need it until then.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined)

serveJobs({
  port: process,
  clock: createSystemClock(),
  readMemory: () => process.memoryUsage.rss(),
  memoryLimit: workerMemory.resident,
  // Without a word to libraries that may be busy in threads of their own.
  end: () => process.kill(process.pid, 'SIGKILL'),
})
