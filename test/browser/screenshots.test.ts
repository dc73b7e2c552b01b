import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, onTestFinished, test } from 'vitest'
import { takeScreenshots } from '../../sandbox/screenshots/takeScreenshots.ts'
import { useDemo } from './support/useDemo.ts'

const demo = useDemo()

test('every picture of the docs can be taken anew, in the size that it has there', async () => {
  const { page, testbed, address } = await demo.open()
  const browser = page.context().browser()
  if (browser === null) throw new Error('The page has no browser')
  const folder = await mkdtemp(join(tmpdir(), 'kling-screenshots-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const names = await takeScreenshots({ browser, demo: { address, testbed }, folder })
  expect(names.sort()).toEqual((await readdir('docs/images')).sort())
  for (const name of names) {
    const { format, width, height } = await sharp(join('docs/images', name)).metadata()
    expect(await sharp(join(folder, name)).metadata()).toMatchObject({ format, width, height })
  }
})
