import { acknowledgement } from './acknowledgement.ts'
import type { Benchmark } from './benchmark.ts'
import { crowd } from './crowd.ts'
import { delivery } from './delivery.ts'
import { footprint } from './footprint.ts'
import { mentions } from './mentions.ts'
import { pages } from './pages.ts'
import { pictures } from './pictures.ts'
import { requests } from './requests.ts'
import { store } from './store.ts'
import { writes } from './writes.ts'

/** Every benchmark, in the order in which they run. */
export const benchmarks: readonly Benchmark[] = [
  delivery,
  requests,
  acknowledgement,
  pictures,
  footprint,
  mentions,
  writes,
  crowd,
  store,
  pages,
]
