import { readFile } from 'node:fs/promises'
import type { JobName, Jobs, Order } from '../jobs.ts'

type Doers = { [Name in JobName]: (given: Jobs[Name]['given']) => Promise<Jobs[Name]['answer']> }

/** Each loads its library when it is needed first: a worker that only reads videos stays small. */
const doers: Doers = {
  checkPicture: async (given) => (await import('./checkFile.ts')).checkFile(given),
  fitPicture: async ({ path, ...given }) => (await import('./fitPicture.ts')).fitPicture(await readFile(path), given),
  readVideo: async ({ path }) => (await import('./readVideoFacts.ts')).readVideoFacts(path),
}

/** Does what was ordered. Throws what the job throws. */
export function doJob<Name extends JobName>({ name, given }: Order<Name>): Promise<Jobs[Name]['answer']> {
  return doers[name](given)
}
