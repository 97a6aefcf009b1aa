import { Button, ButtonIcon, Icon } from '@millrace/components'
import type { Resource } from '@millrace/metadata'
import { resourceType } from '@millrace/runtime'
import { describeType } from '@millrace/values'
import { useState } from 'react'
import { renamed, usesOf } from '../document/names.ts'
import { RESOURCE_LABELS } from '../document/settings.ts'
import { useBuilder, useSnapshot } from '../useEditor.ts'
import { ResourceDialog } from './ResourceDialog.tsx'

const KINDS: readonly Resource['type'][] = ['variable', 'constant', 'formula', 'query', 'textTemplate']

export const RESOURCE_ICONS: Readonly<Record<Resource['type'], string>> = {
  variable: 'utility:variable',
  constant: 'utility:number_input',
  formula: 'utility:formula',
  query: 'utility:search',
  textTemplate: 'utility:text_template',
}

/// The named values of the component: to make, change, rename and delete, with where each is used.
export function ResourcesPanel({
  opened,
  onOpen,
}: {
  opened: string | undefined
  onOpen: (apiName: string | undefined) => void
}) {
  const { editor, announce } = useBuilder()
  const { definition } = useSnapshot(editor)
  const [isNew, setNew] = useState(false)
  const [refused, setRefused] = useState<string>()
  const resource = definition.resources.find(({ apiName }) => apiName === opened)
  const save = (next: Resource, before: Resource | undefined) => {
    const { definition } = editor
    if (!before) {
      editor.change(`Add ${RESOURCE_LABELS[next.type]} ${next.apiName}`, {
        ...definition,
        resources: [...definition.resources, next],
      })
    } else {
      const changed = {
        ...definition,
        resources: definition.resources.map(other => (other === before ? { ...next, apiName: before.apiName } : other)),
      }
      const isRenamed = next.apiName !== before.apiName
      editor.change(`Change ${before.apiName}`, isRenamed ? renamed(changed, before.apiName, next.apiName) : changed)
    }
    announce(`${next.apiName} saved.`)
    setNew(false)
    onOpen(undefined)
  }
  const remove = ({ apiName }: Resource) => {
    const uses = usesOf(definition, [apiName])
    if (uses.length > 0) return setRefused(apiName)
    editor.change(`Delete ${apiName}`, {
      ...definition,
      resources: definition.resources.filter(other => other.apiName !== apiName),
    })
    announce(`${apiName} deleted. Undo brings it back.`)
  }
  return (
    <div className="builder-palette">
      <Button label="New Resource" iconName="utility:add" onClick={() => setNew(true)} />
      {definition.resources.length === 0 && (
        <p className="builder-hint">
          Variables, constants, formulas, queries and text templates that the component works with.
        </p>
      )}
      {KINDS.map(kind => {
        const here = definition.resources.filter(({ type }) => type === kind)
        if (here.length === 0) return null
        return (
          <section key={kind} aria-label={RESOURCE_LABELS[kind]}>
            <h3 className="builder-heading">{plural(RESOURCE_LABELS[kind])}</h3>
            <ul>
              {here.map(resource => {
                const uses = usesOf(definition, [resource.apiName])
                return (
                  <li key={resource.apiName} className="builder-resource">
                    <button
                      type="button"
                      className="slds-button_reset"
                      onClick={() => onOpen(resource.apiName)}
                      title={resource.description}
                    >
                      <Icon name={RESOURCE_ICONS[kind]} size="x-small" />
                      <span className="slds-truncate">
                        {resource.apiName}
                        <span className="builder-note">
                          {describeType(resourceType(resource))} ·{' '}
                          {uses.length === 0
                            ? 'not used'
                            : uses.length === 1
                              ? 'used once'
                              : `used ${uses.length} times`}
                        </span>
                      </span>
                    </button>
                    <ButtonIcon
                      iconName="utility:delete"
                      assistiveText={`Delete ${resource.apiName}`}
                      size="x-small"
                      onClick={() => remove(resource)}
                    />
                    {refused === resource.apiName && uses.length > 0 && (
                      <div role="alert" className="builder-refusal">
                        <p>{resource.apiName} is in use and was not deleted:</p>
                        <ul className="slds-list_dotted">
                          {uses.slice(0, 8).map(({ owner, text }, index) => (
                            <li key={index}>
                              {owner}: <code>{text}</code>
                            </li>
                          ))}
                        </ul>
                        <Button label="All right" variant="base" onClick={() => setRefused(undefined)} />
                      </div>
                    )}
                  </li>
                )
              })}
            </ul>
          </section>
        )
      })}
      {(isNew || resource) && (
        <ResourceDialog
          resource={isNew ? undefined : resource}
          onSave={save}
          onCancel={() => {
            setNew(false)
            onOpen(undefined)
          }}
        />
      )}
    </div>
  )
}

const plural = (label: string): string => (label.endsWith('y') ? `${label.slice(0, -1)}ies` : `${label}s`)
