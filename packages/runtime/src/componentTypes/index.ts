import type { ComponentDeclaration } from '../declaration.ts'
import { button } from './button.ts'
import { card } from './card.ts'
import { dataTable } from './dataTable/declaration.ts'
import { text } from './text.ts'

/// Every kind of component, in the order of the palette.
export const componentTypes: readonly ComponentDeclaration[] = [dataTable, button, text, card]

const byType = new Map(componentTypes.map(declaration => [declaration.type, declaration]))

export const componentType = (type: string): ComponentDeclaration | undefined => byType.get(type)
