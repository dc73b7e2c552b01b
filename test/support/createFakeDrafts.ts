import { vi } from 'vitest'
import type { Drafts } from '../../src/domain/contracts/drafts.ts'

/** Every method refuses to be called, unless the test says what it answers. */
export function createFakeDrafts(answers: Partial<Drafts> = {}) {
  const unexpected = (name: string) => () => {
    throw new Error(`${name} was not expected`)
  }
  return {
    save: vi.fn(answers.save ?? unexpected('save')),
    find: vi.fn(answers.find ?? unexpected('find')),
    change: vi.fn(answers.change ?? unexpected('change')),
    findStoryboard: vi.fn(answers.findStoryboard ?? unexpected('findStoryboard')),
    noteBegun: vi.fn(answers.noteBegun ?? unexpected('noteBegun')),
    dismiss: vi.fn(answers.dismiss ?? unexpected('dismiss')),
    quote: vi.fn(answers.quote ?? unexpected('quote')),
  } satisfies Drafts
}
