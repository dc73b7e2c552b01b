import { seconds } from '../../../domain/clock.ts'
import { type Caller, chooseSubmitTimeout, type HttpAnswer } from '../createCaller.ts'

/** The four calls of the service, as they come back. */
export interface RuncomfyApi {
  /** The one call that costs money. */
  submit(modelId: string, body: string): Promise<HttpAnswer>
  status(requestId: string): Promise<HttpAnswer>
  result(requestId: string, options: { readonly withCost: boolean }): Promise<HttpAnswer>
  cancel(requestId: string): Promise<HttpAnswer>
}

const patience = seconds(15)

/**
 * Addresses are built here and never taken from an answer, so that the key goes nowhere else.
 * @see https://docs.runcomfy.com/model-apis/async-queue-endpoints
 */
export function createRuncomfyApi(apiUrl: string, call: Caller): RuncomfyApi {
  const requestUrl = (requestId: string) => `${apiUrl}/v1/requests/${encodeURIComponent(requestId)}`
  return {
    submit(modelId, body) {
      // The slashes are part of the model's id and stay as they are.
      const url = `${apiUrl}/v1/models/${modelId}`
      const milliseconds = chooseSubmitTimeout(body)
      return call({ name: 'submit', method: 'POST', url, body, milliseconds, isPaid: true })
    },
    status(requestId) {
      return call({ name: 'status', method: 'GET', url: `${requestUrl(requestId)}/status`, milliseconds: patience })
    },
    result(requestId, { withCost }) {
      const url = `${requestUrl(requestId)}/result${withCost ? '?include_cost=true' : ''}`
      return call({ name: 'result', method: 'GET', url, milliseconds: patience })
    },
    cancel(requestId) {
      return call({ name: 'cancel', method: 'POST', url: `${requestUrl(requestId)}/cancel`, milliseconds: patience })
    },
  }
}
