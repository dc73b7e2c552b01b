import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { readProcessEnvironment } from '../../src/config/readEnvironment.ts'
import { launchBrowser } from '../browser/launchBrowser.ts'
import { createTemporaryFolder } from '../demo/files.ts'
import { startWebDemo } from '../web/server/webDemo.ts'
import { takeScreenshots } from './takeScreenshots.ts'

/** Takes the pictures of `docs/images` anew, from the page of the demo. Run from the project's folder. */
const folder = 'docs/images'
const temporary = createTemporaryFolder('kling-screenshots-')
const { PATH = '' } = readProcessEnvironment()
await mkdir(folder, { recursive: true })
const browser = await launchBrowser(PATH)
const demo = await startWebDemo({
  pageDirectory: fileURLToPath(new URL('../web/page', import.meta.url)),
  botEntry: fileURLToPath(new URL('../bot/live.js', import.meta.url)),
  directory: temporary.path,
  queueMilliseconds: 0,
  renderMilliseconds: Number.POSITIVE_INFINITY,
})
try {
  for (const name of await takeScreenshots({ browser, demo, folder })) process.stdout.write(`${folder}/${name}\n`)
} finally {
  await browser.close()
  await demo.close()
  temporary.remove()
}
