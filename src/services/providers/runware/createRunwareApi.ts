import type { Caller, HttpAnswer } from '../createCaller.ts'

/** A list of tasks in one request. */
export type RunwareApi = (
  name: 'submit' | 'check' | 'lookup' | 'balance',
  body: string,
  milliseconds: number,
) => Promise<HttpAnswer>

/** @see https://runware.ai/docs/platform/introduction */
export function createRunwareApi(apiUrl: string, call: Caller): RunwareApi {
  return (name, body, milliseconds) =>
    call({ name, method: 'POST', url: apiUrl, body, milliseconds, isPaid: name === 'submit' })
}
