import type { Interaction } from '@millrace/metadata'

/// What an interaction does, in a few words: "Set_Contact_Status_Active, when 3 are selected".
export function summaryOf(interaction: Interaction): string {
  const what = NAMES.map(name => interaction[name]).find(value => typeof value === 'string' && value !== '')
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
