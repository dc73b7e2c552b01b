// Draws the pictures of the house in docs/contributor.md anew from what really imports what: `npm run house`.
// test/docs/house.test.ts fails while they are out of step.

import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('..', import.meta.url))
export const page = fileURLToPath(new URL('../docs/contributor.md', import.meta.url))

/** By the name in the comment that stands before each. Words and the log are imported everywhere, and left out. */
const pictures = {
  house: ['--include-only', '^src/', '--exclude', '^src/(domain|lib|log)', '--collapse', '^src/(services/)?[^/]+'],
  life: [
    ...['--include-only', '^src/services/generation/', '--exclude', '/(joinRooms|generationService)[.]ts$'],
    ...['--collapse', '^src/services/generation/[^/]+'],
  ],
}

async function draw(options) {
  const cruise = 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'
  const call = [cruise, '--config', '.dependency-cruiser.mjs', '--output-type', 'mermaid', ...options, 'src']
  const { stdout } = await promisify(execFile)(process.execPath, call, { cwd: root })
  return stdout.trim()
}

/** The page with its pictures as they should be. */
export async function drawHouse(text) {
  let drawn = text
  for (const [name, options] of Object.entries(pictures)) {
    const picture = await draw(options)
    const block = new RegExp(`(<!-- picture: ${name} -->\n)[^]*?(<!-- end -->)`)
    if (!block.test(drawn)) throw new Error(`The page has no place for the picture ${name}`)
    drawn = drawn.replace(block, (_all, before, after) => `${before}\`\`\`mermaid\n${picture}\n\`\`\`\n${after}`)
  }
  return drawn
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await writeFile(page, await drawHouse(await readFile(page, 'utf8')))
