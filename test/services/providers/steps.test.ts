import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { listVariables } from '../../../src/config/variables.ts'
import type { ProviderDefinition } from '../../../src/services/providers/defineProvider.ts'
import { providerDefinitions } from '../../../src/services/providers/registry.ts'
import { createThirdProvider } from '../../support/startThirdProvider.ts'

/** What adding a provider takes, as `docs/contributor.md` shows it. */
const root = new URL('../../../', import.meta.url)
const read = (path: string) => readFile(new URL(path, root), 'utf8')
const has = (path: string) => existsSync(new URL(path, root))

const [readme, operator, example, sandbox] = await Promise.all(
  ['README.md', 'docs/operator.md', '.env.example', 'sandbox/kling/startKlingSandbox.ts'].map(read),
)
const configured = new Set(listVariables(providerDefinitions).map(({ name }) => name))
const rows = (text = '') => text.split('\n').filter((line) => line.startsWith('| '))

const variablesOf = ({ account }: ProviderDefinition) => [
  ...Object.values(account.secrets).map(({ variable }) => variable),
  account.apiUrl.variable,
  account.slots.variable,
]

const steps: Readonly<Record<string, (definition: ProviderDefinition) => boolean>> = {
  'its line in the registry': ({ id }) => providerDefinitions.filter((each) => each.id === id).length === 1,
  'its folder': ({ id }) => ['provider', 'adapter'].every((file) => has(`src/services/providers/${id}/${file}.ts`)),
  'its entries in the catalogue': ({ id, models }) =>
    models.length > 0 && models.every(({ provider }) => provider === id),
  'its variables': (definition) => variablesOf(definition).every((name) => configured.has(name)),
  'its variables in the example': (definition) =>
    variablesOf(definition).every((name) => new RegExp(`^#?${name}=`, 'm').test(example ?? '')),
  'its variables in the table of the operator': (definition) =>
    variablesOf(definition).every((name) => rows(operator).some((row) => row.startsWith(`| \`${name}\` |`))),
  'its traits in the table of the operator': ({ name, traits }) =>
    Object.keys(traits).length === 4 &&
    rows(operator).some((row) => row.startsWith('|  |') && row.includes(`| ${name} |`)),
  'its options in the README': ({ name }) =>
    rows(readme).some((row) => row.startsWith('| option |') && row.includes(`| ${name}, `)),
  'its sandbox': ({ id }) => has(`sandbox/kling/${id}/submission.ts`) && sandbox?.includes(`./${id}/`) === true,
  'tests of its bodies': ({ id }) =>
    ['adapter', 'body', 'submit'].every((file) => has(`test/services/providers/${id}/${file}.test.ts`)),
  'a flow through its models': ({ id }) => has(`test/flows/${id}Models.test.ts`),
}

const findMissing = (definition: ProviderDefinition) =>
  Object.keys(steps).filter((step) => steps[step]?.(definition) !== true)

test.each(providerDefinitions.map((definition) => [definition.name, definition] as const))(
  '%s misses no step',
  (_name, definition) => {
    expect(findMissing(definition)).toEqual([])
  },
)

test('one that was only begun misses every step', () => {
  expect(findMissing(createThirdProvider([]))).toEqual(Object.keys(steps))
})

test('every folder of a provider is one that there is', async () => {
  const listFolders = async (path: string) => {
    const entries = await readdir(new URL(path, root), { withFileTypes: true })
    return entries
      .filter(
        (each) =>
          each.isDirectory() && has(`${path}${each.name}/submission.ts`) !== has(`${path}${each.name}/adapter.ts`),
      )
      .map(({ name }) => name)
  }
  const known = providerDefinitions.map(({ id }) => id).sort()
  expect((await listFolders('src/services/providers/')).sort()).toEqual(known)
  expect((await listFolders('sandbox/kling/')).sort()).toEqual(known)
})
