import type { InteractionDeclaration } from '../interaction.ts'
import { interactionsAtHand } from './atHand.ts'
import { interactionsOnDemand } from './onDemand.ts'

/// Every kind of interaction, in the order people are offered them.
export const interactionTypes: readonly InteractionDeclaration[] = [...interactionsAtHand, ...interactionsOnDemand]

export const interactionType = (type: string): InteractionDeclaration | undefined =>
  interactionTypes.find(declaration => declaration.type === type)
