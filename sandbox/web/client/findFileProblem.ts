import type { EnteredFile } from './enteredValue.ts'
import { valueWords } from './valueWords.ts'

/** @see https://discord.com/developers/docs/reference#file-type-filtering */
const groups: Readonly<Record<string, readonly string[]>> = {
  image: ['.png', '.gif', '.jpg', '.jpeg', '.jfif', '.webp', '.avif'],
  video: ['.mp4', '.mov', '.qt', '.webm'],
  audio: ['.mp3', '.ogg', '.wav'],
}

/** Whether the client lets this file be chosen: it looks at the extension alone. */
export function matchesFileTypes(name: string, fileTypes: readonly string[]): boolean {
  const extension = /.(\.[^.]+)$/.exec(name.toLowerCase())?.[1] ?? ''
  return fileTypes.some((type) => type === extension || (groups[type] ?? []).includes(extension))
}

/** What the client says of a file it does not take; `fileTypes` as an option or a file upload lists them. */
export function findFileProblem(file: EnteredFile, fileTypes: unknown, uploadLimit: number): string | undefined {
  const types = Array.isArray(fileTypes) ? fileTypes.map(String) : []
  if (types.length > 0 && !matchesFileTypes(file.name, types)) return valueWords.fileType(types)
  return file.size > uploadLimit ? valueWords.tooPowerful(uploadLimit) : undefined
}
