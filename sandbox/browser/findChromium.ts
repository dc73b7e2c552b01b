import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome']

/** The path of an installed browser. */
export function findChromium(path: string): string {
  for (const folder of path.split(delimiter)) {
    for (const name of names) {
      const candidate = join(folder, name)
      if (isExecutable(candidate)) return candidate
    }
  }
  throw new Error('The browser tests need Chromium. On Debian: .ci/install-chromium')
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
