import { readFile } from 'node:fs/promises'
import { isDiskFull } from '../isDiskFull.ts'
import type { CheckedPicture, Jobs } from '../jobs.ts'
import { writePart } from '../writePart.ts'
import { checkPicture } from './checkPicture.ts'

/** Checks the picture in a file and writes what it had to be converted to into the other one. Throws where it is broken. */
export async function checkFile({ path, output }: Jobs['checkPicture']['given']): Promise<CheckedPicture> {
  const checked = await checkPicture(await readFile(path))
  if ('problem' in checked || checked.bytes === undefined) return checked
  const { bytes, format, width, height } = checked
  try {
    // The bot finds room for it when it takes it over.
    const converted = await writePart([bytes], { path: output, reserve: async () => {} })
    return { format, width, height, converted }
  } catch (error) {
    if (isDiskFull(error)) return { isDiskFull: true }
    throw error
  }
}
