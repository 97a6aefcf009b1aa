import { collectionOf, NUMBER, TEXT } from '@millrace/values'
import { asChoices } from './choiceSource.ts'
import { input } from './input.ts'

/// File Upload: files that are kept as ContentVersion records.
export const fileUpload = input({
  type: 'FileUpload',
  iconName: 'utility:upload',
  label: 'File Upload',
  help: 'Files, each kept as a ContentVersion. It holds their Ids.',
  valueType: () => collectionOf(TEXT),
  hasPlaceholder: false,
  read: asChoices,
  attributes: [
    { name: 'accept', label: 'Accepted Formats', type: 'text', default: '', help: '.pdf,.png or image/*' },
    { name: 'multiple', label: 'Several Files', type: 'boolean', default: false },
    {
      name: 'recordId',
      label: 'Record Id',
      type: 'text',
      default: '',
      help: 'The record that the files belong to (FirstPublishLocationId).',
    },
    { name: 'maxSize', label: 'Max Size in MB', type: 'number', default: 5, help: 'Of each file, 7 at most.' },
  ],
  events: [
    {
      name: 'uploadFinished',
      label: 'Upload Finished',
      concurrency: 'queue',
      detail: [
        { name: 'ids', label: 'Ids of the ContentVersions', type: () => collectionOf(TEXT) },
        { name: 'count', label: 'How many files', type: () => NUMBER },
      ],
    },
  ],
})
