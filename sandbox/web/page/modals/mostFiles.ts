import type { JsonObject } from '../../../discord/json.ts'

/** How many files a file upload takes. */
export const mostFiles = ({ max_values: most }: JsonObject): number => (typeof most === 'number' ? most : 1)
