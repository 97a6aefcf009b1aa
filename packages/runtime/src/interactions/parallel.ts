import type { InteractionDeclaration } from '../interaction.ts'

/// Parallel: begins all its interactions at the same time and goes on when all have ended. The first failure is its own.
export const parallel: InteractionDeclaration = {
  type: 'parallel',
  label: 'Parallel',
  help: 'Runs interactions at the same time and waits for all of them.',
  properties: [{ name: 'interactions', label: 'Interactions', type: 'interactions', required: true }],
  async run(context) {
    const { interactions } = context.interaction
    const listed: readonly unknown[] = Array.isArray(interactions) ? interactions : []
    const ended = await Promise.allSettled(listed.map(interaction => context.run([interaction])))
    const failed = ended.find(outcome => outcome.status === 'rejected')
    if (failed) throw failed.reason
  },
}
