import type { Locator, Page } from 'playwright-core'

export interface CarriedFile {
  readonly name: string
  /** `image/png` */
  readonly type: string
  readonly bytes: Uint8Array
}

/** Drags a file from somewhere else over an element, and lets it go there. */
export async function dropFile(onto: Locator, file: CarriedFile): Promise<void> {
  const dataTransfer = await onto.evaluateHandle((element, { name, type, base64 }) => {
    const { DataTransfer, File } = element.ownerDocument.defaultView
    const transfer = new DataTransfer()
    transfer.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name, { type }))
    return transfer
  }, portable(file))
  for (const step of ['dragenter', 'dragover', 'drop']) await onto.dispatchEvent(step, { dataTransfer })
}

/** Has a file in the clipboard, and pastes it where the focus is. */
export async function pasteFile(page: Page, file: CarriedFile): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.locator('body').evaluate(async (element, { type, base64 }) => {
    const { navigator, ClipboardItem } = element.ownerDocument.defaultView
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    await navigator.clipboard.write([new ClipboardItem({ [type]: new Blob([bytes], { type }) })])
  }, portable(file))
  await page.keyboard.press('ControlOrMeta+V')
}

/** Presses what opens the file dialog, and chooses a file there. */
export async function chooseFile(opener: Locator, { name, type, bytes }: CarriedFile): Promise<void> {
  const [dialog] = await Promise.all([opener.page().waitForEvent('filechooser'), opener.click()])
  await dialog.setFiles({ name, mimeType: type, buffer: Buffer.from(bytes) })
}

/** As JSON, which is all that gets into the page. */
const portable = ({ name, type, bytes }: CarriedFile) => ({ name, type, base64: Buffer.from(bytes).toString('base64') })
