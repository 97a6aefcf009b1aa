import type { InteractionDeclaration } from '../interaction.ts'
import { assignment } from './assignment.ts'
import { executeFlow } from './executeFlow.ts'
import { navigate } from './navigate.ts'
import { refreshAllQueries } from './refreshAllQueries.ts'
import { refreshQuery } from './refreshQuery.ts'
import { showToast } from './showToast.ts'

/// The interactions that most Dynamic Components have: they come with every page.
export const interactionsAtHand: readonly InteractionDeclaration[] = [
  executeFlow,
  refreshAllQueries,
  refreshQuery,
  showToast,
  navigate,
  assignment,
]
