import { listAccepted } from '../../client/listAccepted.ts'

/** Lets the person choose a file, of the types that an option takes. */
export function openFileDialog(fileTypes: readonly string[], take: (file: File) => void): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = listAccepted(fileTypes)
  input.addEventListener('change', () => {
    const file = input.files?.[0]
    if (file !== undefined) take(file)
  })
  input.click()
}
