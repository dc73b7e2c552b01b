import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

interface Findings {
  readonly violations: readonly {
    readonly id: string
    readonly help: string
    readonly nodes: readonly { readonly target: unknown; readonly failureSummary?: string }[]
  }[]
}

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** The coloured bars beside messages are decoration over their backgrounds, which axe cannot see behind them. */
const withoutBars = '.container::before, .message::before { content: none !important; }'

/**
 * Nobody is shut out of what the page shows now, as far as a machine can tell: names, roles, contrast.
 * @see https://github.com/dequelabs/axe-core/blob/develop/doc/rule-descriptions.md
 */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  const bars = await page.addStyleTag({ content: withoutBars })
  // What moves in is half transparent on its way.
  await page.evaluate(
    'for (const each of document.getAnimations()) if (each.effect.getTiming().iterations < Infinity) each.finish()',
  )
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(await readFile(axePath, 'utf8'))
  const { violations } = (await page.evaluate('axe.run({ resultTypes: ["violations"] })')) as Findings
  await bars.evaluate((style) => style.remove())
  const found = violations.map(({ id, help, nodes }) => ({
    rule: `${id}: ${help}`,
    where: nodes.map(({ target, failureSummary }) => `${JSON.stringify(target)} ${failureSummary ?? ''}`),
  }))
  expect(found, state).toEqual([])
}
