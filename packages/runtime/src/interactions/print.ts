import type { InteractionDeclaration } from '../interaction.ts'
import { screenOf } from './screenOf.ts'

/// Print: opens the browser's print dialog for the page.
export const print: InteractionDeclaration = {
  type: 'print',
  label: 'Print',
  help: 'Prints the page.',
  properties: [],
  run: context => screenOf(context).print(),
}
