import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder that is gone when the process is, however it ends short of being killed outright. */
export function createTemporaryFolder(prefix = 'kling-demo-'): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), prefix))
  // Removed at once and not in turns: when a process ends, nothing waits any more.
  const remove = () => rmSync(path, { recursive: true, force: true, maxRetries: 3 })
  process.once('exit', remove)
  return {
    path,
    remove() {
      process.off('exit', remove)
      remove()
    },
  }
}
