import { people } from './people.ts'
import { sales } from './sales.ts'
import { support } from './support.ts'
import { work } from './work.ts'

/// All standard objects, in the notation that `readCatalogue` reads.
export const standardObjects: readonly string[] = [sales, work, support, people]
