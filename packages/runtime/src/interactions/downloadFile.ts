import type { InteractionDeclaration } from '../interaction.ts'
import { asValue } from '../resolved.ts'
import { screenOf } from './screenOf.ts'
import { choiceSetting, optionsOf, textSetting } from './settings.ts'
import { csvText, jsonText, valueText } from './valueText.ts'

const FORMATS = ['text', 'csv', 'json'] as const

const FILES = {
  text: { ending: '.txt', mediaType: 'text/plain' },
  csv: { ending: '.csv', mediaType: 'text/csv' },
  json: { ending: '.json', mediaType: 'application/json' },
} as const

/// Download File: makes a file of a value. Records become the lines of a CSV file, or JSON.
export const downloadFile: InteractionDeclaration = {
  type: 'downloadFile',
  label: 'Download File',
  help: 'Gives the person a file made of a value.',
  properties: [
    { name: 'fileName', label: 'File name', type: 'text', required: true, help: 'The ending may be left out.' },
    { name: 'value', label: 'Content', type: 'value', required: true },
    {
      name: 'format',
      label: 'Format',
      type: 'choice',
      default: 'text',
      options: optionsOf({ text: 'Text', csv: 'CSV (a table)', json: 'JSON' }),
    },
    {
      name: 'fields',
      label: 'Columns',
      type: 'fields',
      help: 'Fields, with parents’: Account.Name. Empty: all.',
      when: { property: 'format', is: ['csv'] },
    },
  ],
  run(context) {
    const format = choiceSetting(context, 'format', FORMATS)
    const value = asValue(context.setting('value'))
    const { fields } = context.interaction
    const columns = Array.isArray(fields) ? fields.filter(field => typeof field === 'string') : []
    const { ending, mediaType } = FILES[format]
    const text =
      format === 'csv' ? csvText(value, columns) : format === 'json' ? jsonText(value) : valueText(value, context.host)
    screenOf(context).download({ name: fileName(textSetting(context, 'fileName'), ending), mediaType, text })
  },
}

/// What operating systems do not take in names is replaced.
function fileName(name: string, ending: string): string {
  // oxlint-disable-next-line no-control-regex
  const safe = name.trim().replace(/[\\/:*?"<>|\u0000-\u001f]/g, '-') || 'download'
  return /\.[A-Za-z0-9]{1,8}$/.test(safe) ? safe : `${safe}${ending}`
}
