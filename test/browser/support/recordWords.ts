import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** What a part of the page says from now on, each time that it changes, however shortly it stands there. */
export interface RecordedWords {
  /** All of these were said, each for the first time after the one before it. */
  expectInOrder(...sentences: readonly string[]): Promise<void>
}

/** @param part the conversation unless given */
export async function recordWords(page: Page, part: Locator = page.getByRole('log')): Promise<RecordedWords> {
  const log = await part.evaluateHandle((element) => {
    const words: string[] = []
    const look = () => words.push(element.textContent.replaceAll(/\s+/g, ' '))
    const { MutationObserver } = element.ownerDocument.defaultView
    new MutationObserver(look).observe(element, { childList: true, characterData: true, subtree: true })
    return words
  })
  return {
    async expectInOrder(...sentences) {
      const words = await log.jsonValue()
      const places = sentences.map((sentence) => words.findIndex((each) => each.includes(sentence)))
      expect(places, sentences.join(' ')).not.toContain(-1)
      expect(places).toEqual(places.toSorted((one, other) => one - other))
    },
  }
}
