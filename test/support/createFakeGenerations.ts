import { vi } from 'vitest'
import type { Generations } from '../../src/domain/contracts/generations.ts'

/** Every method refuses to be called, unless the test says what it answers. */
export function createFakeGenerations(answers: Partial<Generations> = {}) {
  const unexpected = (name: string) => () => {
    throw new Error(`${name} was not expected`)
  }
  return {
    accept: vi.fn(answers.accept ?? unexpected('accept')),
    find: vi.fn(answers.find ?? unexpected('find')),
    findBegun: vi.fn(answers.findBegun ?? unexpected('findBegun')),
    findNewestIn: vi.fn(answers.findNewestIn ?? unexpected('findNewestIn')),
    forecast: vi.fn(answers.forecast ?? unexpected('forecast')),
    findOrigin: vi.fn(answers.findOrigin ?? unexpected('findOrigin')),
    acceptAgain: vi.fn(answers.acceptAgain ?? unexpected('acceptAgain')),
    acceptChanged: vi.fn(answers.acceptChanged ?? unexpected('acceptChanged')),
    findRefused: vi.fn(answers.findRefused ?? unexpected('findRefused')),
    begin: vi.fn(answers.begin ?? unexpected('begin')),
    lookForAnswer: vi.fn(answers.lookForAnswer ?? unexpected('lookForAnswer')),
    post: vi.fn(answers.post ?? unexpected('post')),
    abort: vi.fn(answers.abort ?? unexpected('abort')),
    cancel: vi.fn(answers.cancel ?? unexpected('cancel')),
    hide: vi.fn(answers.hide ?? unexpected('hide')),
    refresh: vi.fn(answers.refresh ?? unexpected('refresh')),
    list: vi.fn(answers.list ?? unexpected('list')),
    findVariants: vi.fn(answers.findVariants ?? unexpected('findVariants')),
    chooseVariant: vi.fn(answers.chooseVariant ?? unexpected('chooseVariant')),
    findLocale: vi.fn(answers.findLocale ?? unexpected('findLocale')),
    redeliver: vi.fn(answers.redeliver ?? unexpected('redeliver')),
  } satisfies Generations
}
