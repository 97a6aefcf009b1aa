import type { InteractionDeclaration } from '../interaction.ts'
import { isObject } from '../objectDescription.ts'

/// Branch: the first outcome whose condition is true runs, else what stands under Otherwise.
export const branch: InteractionDeclaration = {
  type: 'branch',
  label: 'Branch',
  help: 'Runs the first outcome whose condition is true.',
  properties: [
    {
      name: 'outcomes',
      label: 'Outcomes',
      type: 'list',
      required: true,
      items: [
        { name: 'label', label: 'Label', type: 'text' },
        { name: 'condition', label: 'Condition', type: 'condition', required: true },
        { name: 'interactions', label: 'Interactions', type: 'interactions' },
      ],
    },
    { name: 'otherwise', label: 'Otherwise', type: 'interactions' },
  ],
  run(context) {
    const { outcomes, otherwise } = context.interaction
    const listed: readonly unknown[] = Array.isArray(outcomes) ? outcomes : []
    const chosen = listed.filter(isObject).find(outcome => context.isTrue(outcome['condition']))
    return context.run(chosen ? chosen['interactions'] : otherwise)
  },
}
