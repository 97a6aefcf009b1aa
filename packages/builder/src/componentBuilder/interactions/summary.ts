import type { Interaction } from '@millrace/metadata'
import type { FlowChoice } from '../useEditor.ts'

/// What an interaction does, in a few words: "Set Contact Status Active, when 3 are selected". [flows] say what a flow is
/// called.
export function summaryOf(interaction: Interaction, flows: readonly FlowChoice[]): string {
  const said = NAMES.map(name => interaction[name]).find(value => typeof value === 'string' && value !== '')
  const flow = interaction['flowApiName'] === said && flows.find(({ apiName }) => apiName === said)
  const what = flow ? flow.label : said
  const target = interaction.targetName === undefined ? '' : `on ${interaction.targetName}`
  const when =
    typeof interaction.when === 'string'
      ? `when ${interaction.when}`
      : interaction.when === undefined
        ? ''
        : 'by a rule'
  return [target, typeof what === 'string' ? what : '', when].filter(text => text !== '').join(' · ')
}

const NAMES = [
  'flowApiName',
  'title',
  'message',
  'label',
  'variable',
  'sequence',
  'query',
  'component',
  'dynamicComponent',
  'pageApiName',
  'url',
  'objectApiName',
  'name',
  'text',
]
