/** Digits and letters that nobody takes for one another, read aloud or written down. @see https://www.crockford.com/base32.html */
export const recipeAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
export const recipeLength = 7

const beforeDash = 2
const isRecipe = new RegExp(`^[${recipeAlphabet}]{${recipeLength}}$`)

/** As people see it: `K7-3F9QX`. */
export function formatRecipe(recipe: string): string {
  return `${recipe.slice(0, beforeDash)}-${recipe.slice(beforeDash)}`
}

/** As it is kept, from whatever somebody typed: small or large, with or without the dash, an O for the 0. Undefined where it is none. */
export function parseRecipe(typed: string): string | undefined {
  const recipe = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  return isRecipe.test(recipe) ? recipe : undefined
}
