import { readFile } from 'node:fs/promises'

export interface Use {
  /** The resident memory of the process and its children, in bytes. */
  readonly memory: number
  /** How much of the processor its children have used, in ticks of the kernel. */
  readonly ticks: number
}

/** What a process and its children take; zeros where the system does not tell. */
export async function readUse(pid: number): Promise<Use> {
  const read = (path: string) => readFile(path, 'utf8').catch(() => '')
  const children = (await read(`/proc/${pid}/task/${pid}/children`)).split(' ').filter(Boolean)
  const readMemory = async (each: number | string) =>
    Number(/^VmRSS:\s+(\d+) kB$/m.exec(await read(`/proc/${each}/status`))?.[1] ?? 0) * 1024
  const readTicks = async (each: string) => {
    // The name before them may contain anything, brackets and blanks among it.
    const fields = (await read(`/proc/${each}/stat`)).split(') ').at(-1)?.split(' ') ?? []
    return Number(fields[11] ?? 0) + Number(fields[12] ?? 0)
  }
  const [memory, ticks] = await Promise.all([
    Promise.all([pid, ...children].map(readMemory)),
    Promise.all(children.map(readTicks)),
  ])
  return { memory: sum(memory), ticks: sum(ticks) }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)
