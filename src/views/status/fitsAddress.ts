/** @see https://discord.com/developers/docs/components/reference#button-button-structure */
export const longestButtonAddress = 512
/** @see https://discord.com/developers/docs/components/reference#unfurled-media-item-structure */
export const longestMediaAddress = 2_048

/** Whether Discord takes the address there. One that it refuses would keep the whole message from being shown. */
export function fitsAddress(address: string, longest: number): boolean {
  return address.length <= longest && /^https?:\/\//.test(address) && URL.canParse(address)
}
