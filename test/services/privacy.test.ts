import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const source = fileURLToPath(new URL('../../src', import.meta.url))

/** Those that are about nobody, or about a server that goes on; and the generations, which the archive forgets. */
const about = {
  generationRecords: 'the archive',
  settings: 'nobody',
  scheduledTasks: 'nobody',
  serverRecords: 'a server',
}

test('every collection says how the records of a person are found, and is handed out and deleted with the others', async () => {
  const files = (await readdir(source, { recursive: true })).filter((name) => name.endsWith('.ts'))
  const texts = await Promise.all(files.map((name) => readFile(`${source}/${name}`, 'utf8')))
  const defined = texts.flatMap((text) =>
    [...text.matchAll(/const (\w+): CollectionDefinition<\w+> = (\{[\s\S]*?\n\}|\{.*\}\n)/g)].map(
      ([, name = '', body = '']) => ({
        name,
        isPersonal: /of(Person|Server):/.test(body),
      }),
    ),
  )
  const personal = defined.filter(({ isPersonal }) => isPersonal).map(({ name }) => name)
  const others = defined.filter(({ isPersonal }) => !isPersonal).map(({ name }) => name)
  expect(others.sort()).toEqual(Object.keys(about).sort())
  const composition = await readFile(`${source}/composePrivacy.ts`, 'utf8')
  const handedOut = /personalCollections = \[([\s\S]*?)\n\]/.exec(composition)?.[1]?.match(/\w+/g) ?? []
  expect(handedOut.sort()).toEqual(personal.sort())
})
