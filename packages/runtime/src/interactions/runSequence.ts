import type { Interaction } from '@millrace/metadata'
import { didYouMean } from '@millrace/values'
import { untilStop } from '../chainStop.ts'
import type { InteractionContext, InteractionDeclaration } from '../interaction.ts'
import { nameSetting } from './settings.ts'

/// How many sequences may stand in each other before it is taken for a circle.
const DEEPEST = 50

/// Run Sequence: runs a named list of interactions of this Dynamic Component, which sees what this interaction sees.
export const runSequence: InteractionDeclaration = {
  type: 'runSequence',
  label: 'Run Sequence',
  help: 'Runs one of the named sequences of this component.',
  properties: [{ name: 'sequence', label: 'Sequence', type: 'sequence', required: true }],
  /// # too-deep
  /// A sequence ran itself again and again, directly or by way of others.
  ///
  /// This is `{!$Error.code}` in On Error. Give the Run Sequence that closes the circle a condition that becomes false.
  async run(context) {
    const name = nameSetting(context, 'sequence')
    const interactions = sequenceNamed(context, name)
    if (!interactions) return context.fail({ code: 'unknown-sequence', message: whyNoSequence(context, name) })
    if (context.sequences.length >= DEEPEST)
      return context.fail({
        code: 'too-deep',
        message: `sequences run each other ${DEEPEST} deep: ${[...new Set(context.sequences)].join(', ')}.`,
      })
    await untilStop(['sequence'], () => context.run(interactions, { sequence: name }))
  },
  /// # unknown-sequence
  /// Run Sequence names a sequence that the Dynamic Component does not have.
  ///
  /// Sequences stand under "sequences" in the file. Upper and lower case make a difference.
  check({ interaction, scope, report }) {
    const { sequence } = interaction
    if (typeof sequence !== 'string' || sequence === '' || sequenceNamed({ scope }, sequence)) return
    report({ code: 'unknown-sequence', message: whyNoSequence({ scope }, sequence), setting: 'sequence' })
  },
}

type InScope = Pick<InteractionContext, 'scope'>

function sequenceNamed({ scope }: InScope, name: string): readonly Interaction[] | undefined {
  const { sequences = {} } = scope.definition
  return Object.hasOwn(sequences, name) ? sequences[name] : undefined
}

function whyNoSequence({ scope }: InScope, name: string): string {
  const names = Object.keys(scope.definition.sequences ?? {})
  if (names.length === 0) return `there is no sequence "${name}": the component has no "sequences".`
  return `there is no sequence "${name}".${didYouMean(name, names) || ` There is ${names.join(', ')}.`}`
}
