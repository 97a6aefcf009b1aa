import type { InteractionDeclaration } from '../interaction.ts'
import { assignment } from './assignment.ts'
import { executeFlow } from './executeFlow.ts'
import { navigate } from './navigate.ts'
import { refreshAllQueries } from './refreshAllQueries.ts'
import { showToast } from './showToast.ts'

/// Every kind of interaction, in the order people are offered them.
export const interactionTypes: readonly InteractionDeclaration[] = [
  executeFlow,
  refreshAllQueries,
  showToast,
  assignment,
  navigate,
]

const byType = new Map(interactionTypes.map(declaration => [declaration.type, declaration]))

export const interactionType = (type: string): InteractionDeclaration | undefined => byType.get(type)
