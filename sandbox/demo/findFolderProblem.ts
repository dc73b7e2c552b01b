import { accessSync, constants, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/** Why no file can be written into the folder, which need not exist yet; undefined where one can. Makes nothing. */
export function findFolderProblem(folder: string): string | undefined {
  for (let place = resolve(folder); ; place = dirname(place)) {
    const found = look(place)
    if (found === undefined) continue
    if (!found.isDirectory()) return `--output: ${place} is not a folder`
    try {
      accessSync(place, constants.W_OK)
      return undefined
    } catch {
      return `--output: ${place} cannot be written`
    }
  }
}

/** What stands there; nothing where nothing does, also because something on the way is no folder. */
function look(place: string) {
  try {
    return statSync(place)
  } catch {
    return undefined
  }
}
