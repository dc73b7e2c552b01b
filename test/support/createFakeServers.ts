import type { Servers } from '../../src/domain/contracts/servers.ts'

/** Every method refuses to be called, unless the test says what it answers. */
export function createFakeServers(answers: Partial<Servers> = {}): Servers {
  return new Proxy(answers as Servers, {
    get: (given, name: keyof Servers) =>
      given[name] ??
      (() => {
        throw new Error(`${name} was not expected`)
      }),
  })
}
