import { findFileProblem } from '../../client/findFileProblem.ts'
import { valueWords } from '../../client/valueWords.ts'
import type { Does } from '../state/does.ts'
import { findPerson } from '../state/state.ts'
import { type FieldScene, updateModal } from './modalDoes.ts'
import type { ModalState, PageFile } from './modalState.ts'
import { mostFiles } from './mostFiles.ts'
import { showProblemOf } from './showProblem.ts'

/** What a file upload needs to know of its field. */
export type FileField = Pick<FieldScene, 'customId' | 'component' | 'interactionId'>

/** Chooses files for a field and uploads them at once, as Discord's client does. What it does not take is said at the field. */
export function takeFiles(does: Does, field: FileField, chosen: readonly File[]): void {
  const { customId, component, interactionId } = field
  const limit = findPerson(does.read())?.uploadLimit ?? 0
  const problems = chosen.map((file) => findFileProblem(file, component.file_types, limit))
  const good = chosen.filter((_, index) => problems[index] === undefined)
  let added: readonly PageFile[] = []
  updateModal(does, interactionId, (modal) => {
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
  for (const file of added) void upload(does, field, file)
}

async function upload(does: Does, { customId, interactionId }: FileField, { key, file }: PageFile): Promise<void> {
  const outcome = await does.server.upload(file)
  updateModal(does, interactionId, (modal) => {
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
