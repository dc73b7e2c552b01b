export interface MessageLink {
  readonly placeId: string
  readonly messageId: string
}

const shape = /^https:\/\/(?:\w+\.)?discord(?:app)?\.com\/channels\/(?:@me|\d+)\/(\d+)\/(\d+)$/

/** The message that an address of Discord leads to. Discord's client goes there itself. */
export function readMessageLink(address: string): MessageLink | undefined {
  const [, placeId, messageId] = shape.exec(address) ?? []
  return placeId === undefined || messageId === undefined ? undefined : { placeId, messageId }
}
