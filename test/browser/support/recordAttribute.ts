import type { Locator } from 'playwright-core'

/** Notes every value that an attribute takes from now on, however shortly; the returned function tells them. */
export async function recordAttribute(element: Locator, name: string): Promise<() => Promise<(string | null)[]>> {
  const values = await element.evaluateHandle((node, attribute) => {
    const taken: (string | null)[] = []
    const { MutationObserver } = node.ownerDocument.defaultView
    new MutationObserver(() => taken.push(node.getAttribute(attribute))).observe(node, { attributeFilter: [attribute] })
    return taken
  }, name)
  return () => values.jsonValue()
}
