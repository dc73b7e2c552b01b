import { readdir, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { createProviders, providerDefinitions } from '../../../src/services/providers/registry.ts'
import { runcomfy } from '../../../src/services/providers/runcomfy/provider.ts'
import { runware } from '../../../src/services/providers/runware/provider.ts'
import { createSurroundings, fakeKey } from './support/createSurroundings.ts'

const both = {
  runcomfy: { secrets: { key: fakeKey }, apiUrl: runcomfy.account.apiUrl.default },
  runware: { secrets: { key: fakeKey }, apiUrl: runware.account.apiUrl.default },
}
const { secrets: _, ...surroundings } = createSurroundings()

test.each([
  ['in the order of preference', ['runware', 'runcomfy'], both, ['runware', 'runcomfy']],
  ['each once', ['runcomfy', 'runcomfy'], both, ['runcomfy']],
  ['only those that are asked for', ['runware'], both, ['runware']],
  [
    'only those with a key',
    ['runcomfy', 'runware'],
    { ...both, runcomfy: { apiUrl: runcomfy.account.apiUrl.default } },
    ['runware'],
  ],
  [
    'none with an empty key',
    ['runware'],
    { ...both, runware: { secrets: { key: '' }, apiUrl: runware.account.apiUrl.default } },
    [],
  ],
] as const)('Builds providers %s', (_name, order, accounts, expected) => {
  expect(
    createProviders({ ...surroundings, definitions: providerDefinitions, order, accounts }).map(({ id }) => id),
  ).toStrictEqual(expected)
})

test('Trusts an origin that the operator set', () => {
  const accounts = { ...both, runware: { secrets: { key: fakeKey }, apiUrl: 'http://127.0.0.1:4000/v1' } }
  const providers = createProviders({
    ...surroundings,
    definitions: providerDefinitions,
    order: ['runcomfy', 'runware'],
    accounts,
  })
  expect(providers.map(({ trustedOrigin }) => trustedOrigin)).toStrictEqual([undefined, 'http://127.0.0.1:4000'])
})

test('no other part of the bot knows a provider by its name', async () => {
  const root = new URL('../../../src/', import.meta.url)
  const files = (await readdir(root, { recursive: true })).filter((file) => file.endsWith('.ts'))
  const others = files.filter((file) => !file.startsWith('services/providers/'))
  expect(others.length).toBeGreaterThan(100)
  const withoutComments = async (file: string) =>
    (await readFile(new URL(file, root), 'utf8')).replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*/g, '')
  // One of them is called like what it makes, and like our commands: that name is looked for where a provider's would stand.
  const own = providerDefinitions.flatMap(({ id, name }) =>
    id === 'kling' ? ["provider\\w*\\W{1,12}'kling'"] : [id, name],
  )
  const names = new RegExp(own.join('|'), 'i')
  const knowing = await Promise.all(others.map(async (file) => (names.test(await withoutComments(file)) ? [file] : [])))
  expect(knowing.flat()).toEqual([])
})
