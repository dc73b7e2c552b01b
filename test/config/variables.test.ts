import { readFile } from 'node:fs/promises'
import { parseEnv } from 'node:util'
import { expect, test } from 'vitest'
import { readEnvironment } from '../../src/config/readEnvironment.ts'
import { listVariables, logLevels, type Variable } from '../../src/config/variables.ts'
import type { ProviderDefinition } from '../../src/services/providers/defineProvider.ts'
import { providerDefinitions } from '../../src/services/providers/registry.ts'
import { createThirdProvider } from '../support/startThirdProvider.ts'

const variables = listVariables(providerDefinitions)
const exampleFile = new URL('../../.env.example', import.meta.url)

/** Set by everybody, and therefore not commented out in the example. */
const filledIn: readonly string[] = [
  'DISCORD_TOKEN',
  ...providerDefinitions.flatMap(({ account }) => Object.values(account.secrets).map(({ variable }) => variable)),
]

function describe({ name, defaultText = '', meaning, required }: Variable): string {
  const comment = `# ${meaning}${required ? ' Required.' : ''}`
  return `${comment}\n${filledIn.includes(name) ? '' : '#'}${name}=${defaultText}\n`
}

test('.env.example shows every variable with its meaning and default, and nothing else', async () => {
  const [, ...paragraphs] = (await readFile(exampleFile, 'utf8')).split('\n\n')
  expect(paragraphs.map((paragraph) => `${paragraph.trimEnd()}\n`)).toEqual(variables.map(describe))
})

test('.env.example with every line switched on means the same as no file at all', async () => {
  const example = parseEnv((await readFile(exampleFile, 'utf8')).replace(/^#(?=[A-Z_]+=)/gm, ''))
  expect(new Set(Object.keys(example))).toEqual(new Set(variables.map(({ name }) => name)))
  const own = {
    DISCORD_TOKEN: 'a-very-fake-token',
    KLING_API_KEY: 'a-third-fake-key',
    RUNCOMFY_API_KEY: 'a-fake-key',
    RUNWARE_API_KEY: 'another-fake-key',
  }
  expect(readEnvironment({ ...example, ...own }, providerDefinitions)).toEqual(
    readEnvironment(own, providerDefinitions),
  )
})

test('a key is needed unless those of another provider are set, by their names', () => {
  const acme = createThirdProvider([])
  const meaningOf = (name: string, providers: readonly ProviderDefinition[]) =>
    listVariables(providers).find((variable) => variable.name === name)?.meaning
  expect(meaningOf('RUNWARE_API_KEY', [...providerDefinitions, acme])).toContain(
    'Needed unless KLING_API_KEY or RUNCOMFY_API_KEY or ACME_USER with ACME_KEY is set.',
  )
  expect(meaningOf('ACME_KEY', [acme])).toBe('Key of Acme. Needed.')
})

test('the listed log levels are those that are taken', () => {
  const meaning = variables.find(({ name }) => name === 'LOG_LEVEL')?.meaning ?? ''
  for (const level of logLevels) expect(meaning).toContain(level)
})
