import { Select } from '@millrace/components'
import { setPageTemplate, setPageTexts } from '@millrace/metadata'
import { TextField } from '../pickers/fields.tsx'
import { ObjectPicker } from '../pickers/SchemaPickers.tsx'
import { useEditing, usePageBuilding } from './builderContext.ts'
import { PAGE_TYPES, pageTemplates } from './pageTemplates.ts'

/// The page itself: what it is called, what it is for, its template.
export function PageSettings() {
  const { editing } = usePageBuilding()
  const { page } = useEditing(editing)
  const templates = pageTemplates.filter(({ type }) => type === page.type)
  const options = templates.map(({ name, label }) => ({ value: name, label }))
  const template = page.template ?? ''
  const isKnown = templates.some(({ name }) => name === template)
  return (
    <div className="builder-fields">
      <h2 className="builder-heading">Page</h2>
      <TextField
        label="Label"
        required
        value={page.label}
        onCommit={label =>
          label.trim() !== '' &&
          editing.apply('Change Label', text => setPageTexts(text, { masterLabel: label.trim() }))
        }
      />
      <TextField
        label="Description"
        multiline
        value={page.description ?? ''}
        onCommit={description =>
          editing.apply('Change Description', text => setPageTexts(text, { description: description.trim() || null }))
        }
      />
      <dl className="page-builder-facts">
        <dt>API Name</dt>
        <dd>{editing.apiName}</dd>
        <dt>Type</dt>
        <dd>{PAGE_TYPES.find(({ type }) => type === page.type)?.label ?? page.type}</dd>
      </dl>
      {page.type === 'RecordPage' && (
        <ObjectPicker
          label="Object"
          required
          value={page.objectApiName ?? ''}
          onChange={name => editing.apply('Change Object', text => setPageTexts(text, { sobjectType: name || null }))}
        />
      )}
      <Select
        label="Template"
        value={template}
        options={isKnown ? options : [{ value: template, label: template || 'None' }, ...options]}
        onChange={name => {
          const chosen = templates.find(one => one.name === name)
          if (chosen) editing.apply('Change Template', text => setPageTemplate(text, name, chosen.regions), null)
        }}
      />
      <p className="builder-note">Components in regions that the new template does not have move to its first.</p>
    </div>
  )
}
