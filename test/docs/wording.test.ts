import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const places = ['src', 'sandbox', 'docs', 'README.md', '.env.example']

/** How the bot, the demo and the docs once talked; what they say instead stands in the catalogue. */
const outworn = [
  'The video service took it',
  'The rendering time is usually',
  'Getting ready.',
  'You asked <',
  '(estimate)',
  'got done after all',
  'You no longer wait for it',
  'cannot stop this video any more',
  'What you do not get does not count',
  'shows your videos, and cancels them',
  'Your videos on their way',
  'What you have used and have left',
  'unless you say',
  'Shape of the video',
  'How sharp, and what it costs',
  '/s with sound',
  'What the video must not show',
  'If this message stops changing',
  'press Check',
  'to be mended',
  'there is nobody to make the videos',
  'I am just being restarted',
  'You have used your',
  'This does not count against you',
  'I could not find out whether',
  'All of us together',
  'This takes longer than usual',
  'and show it here when it is done',
  'The link works for a limited time',
  'Waiting for a free place',
  'This one was already started',
  'shows the whole of it on your own machine',
  'the bot itself asks for nothing',
  'Kill ends its process at once',
  'Puts the clock of the bot',
  'Discord has ended the way',
  'Trouble to switch on',
]

async function listFiles(place: string): Promise<string[]> {
  if (place.includes('.')) return [place]
  const entries = await readdir(`${root}/${place}`, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && /\.(ts|md|html|css)$/.test(entry.name))
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(root.length))
}

test('nothing talks as it used to', async () => {
  const files = (await Promise.all(places.map(listFiles))).flat()
  expect(files.length).toBeGreaterThan(200)
  const found: string[] = []
  for (const file of files) {
    const text = (await readFile(`${root}/${file}`, 'utf8')).replace(/\s+/g, ' ').toLowerCase()
    found.push(...outworn.filter((words) => text.includes(words.toLowerCase())).map((words) => `${file}: ${words}`))
  }
  expect(found).toEqual([])
})
