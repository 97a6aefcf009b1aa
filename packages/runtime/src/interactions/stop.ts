import { ChainStop, STOP_SCOPES, type StopScope } from '../chainStop.ts'
import type { InteractionDeclaration } from '../interaction.ts'
import { choiceSetting, optionsOf } from './settings.ts'

const LABELS: Readonly<Record<StopScope, string>> = {
  chain: 'Everything that was started',
  sequence: 'The sequence it stands in',
  loop: 'The loop it stands in',
  item: "The loop's work on this item",
}

/// Stop: what follows is not run. That is no error.
export const stop: InteractionDeclaration = {
  type: 'stop',
  label: 'Stop',
  help: 'Ends without an error: what follows is not run. Use "Only when" to decide.',
  properties: [{ name: 'scope', label: 'Ends', type: 'choice', default: 'chain', options: optionsOf(LABELS) }],
  run(context) {
    throw new ChainStop(choiceSetting(context, 'scope', STOP_SCOPES as [StopScope, ...StopScope[]]))
  },
}
