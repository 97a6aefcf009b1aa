import { imported } from '../codeLoading.ts'
import type { InteractionDeclaration } from '../interaction.ts'
import { interactionsAtHand } from './atHand.ts'

const loaded = new Map(interactionsAtHand.map(declaration => [declaration.type, declaration]))

/// A kind of interaction whose code is there; undefined where there is no such kind, or it has not been loaded.
export const loadedInteraction = (type: string): InteractionDeclaration | undefined => loaded.get(type)

/// Loads the code of all interactions. Throws `InteractionFailure` when that is not to be had.
export async function loadInteractions(): Promise<void> {
  const { interactionsOnDemand } = await imported(() => import('./onDemand.ts'))
  for (const declaration of interactionsOnDemand) loaded.set(declaration.type, declaration)
}
