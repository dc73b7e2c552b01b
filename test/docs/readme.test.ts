import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import {
  drawCommandTable,
  drawModelTable,
  drawOptionTable,
  drawPriceTable,
  drawServiceTable,
  drawVariableTable,
} from './tables.ts'

const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8')
const operator = await readFile(new URL('../../docs/operator.md', import.meta.url), 'utf8')
const manifest = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as {
  scripts: Record<string, string>
}
const gate = await readFile(new URL('../../.ci/run', import.meta.url), 'utf8')

describe('the README', () => {
  test.each([
    ['commands', drawCommandTable()],
    ['options', drawOptionTable()],
    ['models', drawModelTable()],
    ['prices', drawPriceTable()],
  ])('shows the table of %s as the code has it', (_name, table) => {
    expect(readme).toContain(`\n\n${table}\n\n`)
  })

  test('leaves the table of variables to the operator, who has it as the code has it', () => {
    expect(operator).toContain(`\n\n${drawVariableTable()}\n\n`)
    expect(readme).not.toContain('| `DISCORD_TOKEN` |')
  })

  test('tells the operator what the services differ in, as they describe themselves', () => {
    expect(operator).toContain(`\n\n${drawServiceTable()}\n\n`)
  })

  test('has its sections in the order of a newcomer', () => {
    const headings = [...readme.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)
    expect(headings).toEqual([
      'Two commands',
      'Set-up',
      'Commands',
      'Options and models',
      'How it works',
      'What happens when it dies',
      'Licence',
    ])
  })

  test('names two commands that exist, the second being what the gate runs', () => {
    expect(readme).toContain('npm ci && npm run demo\n')
    expect(readme).toContain('npm ci && npm test\n')
    expect(manifest.scripts).toHaveProperty('demo')
    expect(manifest.scripts).toHaveProperty('test')
    expect(gate).toMatch(/^npm ci\nnpm test$/m)
  })

  test('names only npm scripts that exist', () => {
    const named = [...readme.matchAll(/npm run ([a-z:-]+)/g)].map(([, script]) => script)
    expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(named))
  })
})
