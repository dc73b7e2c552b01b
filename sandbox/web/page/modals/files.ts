import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { findFileProblem, valueWords } from '../../../discord/client/values.ts'
import { componentTypes } from '../../../discord/flags.ts'
import type { JsonObject } from '../../../discord/json.ts'
import { fieldsOf, type ModalForm } from '../../client/modals.ts'
import { drawFileCard, drawFileDrop } from '../fields/files.ts'
import { findPerson, type Store } from '../state/state.ts'
import { enter, type FieldScene, type ModalState, type PageFile, showProblemOf, updateModal } from './state.ts'

/** Files that were chosen, and a place for more as long as there may be more. */
export function drawFileUpload(field: FieldScene, store: Store): TemplateResult {
  const { component, id, label, describedBy, problem, value } = field
  const files = value.kind === 'files' ? value.files : []
  const most = mostFiles(component)
  return html`<div class="file-upload">
    ${repeat(
      files,
      ({ key }) => key,
      (file) => drawFile(file, field, files, store),
    )}
    ${
      files.length >= most
        ? nothing
        : drawFileDrop({
            id,
            label,
            fileTypes: Array.isArray(component.file_types) ? component.file_types.map(String) : [],
            isMultiple: most - files.length > 1,
            isInvalid: problem !== undefined,
            describedBy,
            take: (chosen) => takeFiles(store, field, chosen),
          })
    }
  </div>`
}

const drawFile = (own: PageFile, field: FieldScene, files: readonly PageFile[], store: Store) =>
  drawFileCard({
    file: own.file,
    isUploading: own.fileId === undefined && own.problem === undefined,
    hasProblem: own.problem !== undefined,
    remove: () => enter(store, field, { kind: 'files', files: files.filter(({ key }) => key !== own.key) }),
  })

/** Files that are pasted or dropped anywhere on a modal go to the first field that still takes some. */
export function giveFiles(
  event: ClipboardEvent | DragEvent,
  transfer: DataTransfer | null,
  form: ModalForm,
  modal: ModalState,
  store: Store,
): void {
  const files = [...(transfer?.files ?? [])]
  if (files.length === 0 || event.defaultPrevented) return
  // A browser would open what is dropped, and leave the page.
  event.preventDefault()
  const { interactionId, values } = modal
  const field = fieldsOf(form).find(({ customId, component }) => {
    const value = values[customId]
    const count = value?.kind === 'files' ? value.files.length : 0
    return component.type === componentTypes.fileUpload && count < mostFiles(component)
  })
  if (field !== undefined) takeFiles(store, { ...field, interactionId }, files)
}

/** What a file upload needs to know of its field. */
export type FileField = Pick<FieldScene, 'customId' | 'component' | 'interactionId'>

/** Chooses files for a field and uploads them at once, as Discord's client does. What it does not take is said at the field. */
function takeFiles(store: Store, field: FileField, chosen: readonly File[]): void {
  const { customId, component, interactionId } = field
  const limit = findPerson(store.state)?.uploadLimit ?? 0
  const problems = chosen.map((file) => findFileProblem(file, component.file_types, limit))
  const good = chosen.filter((_, index) => problems[index] === undefined)
  let added: readonly PageFile[] = []
  updateModal(store, interactionId, (modal) => {
    const before = filesIn(modal, customId)
    const room = mostFiles(component) - before.length
    added = good.slice(0, room).map((file) => ({ file, key: crypto.randomUUID(), name: file.name, size: file.size }))
    const tooMany = good.length > room ? valueWords.fileCount(0, mostFiles(component)) : undefined
    return {
      values: { ...modal.values, [customId]: { kind: 'files', files: [...before, ...added] } },
      problems: withProblem(modal, customId, problems.find((problem) => problem !== undefined) ?? tooMany),
    }
  })
  showProblemOf(customId)
  for (const file of added) void upload(store, field, file)
}

async function upload(store: Store, { customId, interactionId }: FileField, { key, file }: PageFile): Promise<void> {
  const outcome = await store.server.upload(file)
  updateModal(store, interactionId, (modal) => {
    const files = filesIn(modal, customId).map((each) => (each.key === key ? { ...each, ...outcome } : each))
    const problem = 'problem' in outcome ? outcome.problem : modal.problems[customId]
    return {
      values: { ...modal.values, [customId]: { kind: 'files', files } },
      problems: withProblem(modal, customId, problem),
    }
  })
  showProblemOf(customId)
}

function filesIn({ values }: ModalState, customId: string): readonly PageFile[] {
  const value = values[customId]
  return value?.kind === 'files' ? value.files : []
}

function withProblem({ problems }: ModalState, customId: string, problem: string | undefined): ModalState['problems'] {
  const { [customId]: _, ...others } = problems
  return problem === undefined ? others : { ...others, [customId]: problem }
}

/** How many files a file upload takes. */
const mostFiles = ({ max_values: most }: JsonObject): number => (typeof most === 'number' ? most : 1)
