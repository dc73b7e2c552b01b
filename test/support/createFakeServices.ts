import type { Services } from '../../src/interactions/handler.ts'

/** Every method refuses to be called. */
function refuse(service: string): object {
  const get = (_target: object, method: string | symbol) => () => {
    throw new Error(`${service}.${String(method)} was not expected`)
  }
  return new Proxy({}, { get })
}

/** The given ones; all others refuse to be used. */
export function createFakeServices(given: Partial<Services>): Services {
  const get = (target: object, name: string | symbol) => Reflect.get(target, name) ?? refuse(String(name))
  return new Proxy(given, { get }) as Services
}
