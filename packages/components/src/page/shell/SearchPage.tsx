import { type ComponentHost, describedObject } from '@millrace/runtime'
import { useEffect, useState } from 'react'
import { DynamicComponent } from '../../renderer/DynamicComponent.tsx'
import { EmptyState } from '../../slds/EmptyState.tsx'
import { PageHeader } from '../../slds/PageHeader.tsx'
import { ScopedNotification } from '../../slds/ScopedNotification.tsx'
import { pageLabels, usePageLabels } from '../labels/pageLabels.ts'
import { PageSpinner } from '../PageSpinner.tsx'
import { type Definition, definition } from '../standard/definition.ts'
import { displayPath, iconOf, nameField, shortFields, tableColumns } from '../standard/objectFields.ts'
import { type FoundRecords, findRecords, LEAST } from './recordSearch.ts'
import './shell.css'

/// How many records of an object a page of results shows.
const MOST = 25

/// The results of the global search, object by object; the objects at the left lead to theirs.
export default function SearchPage({ text, host }: { text: string; host: ComponentHost }) {
  const labels = usePageLabels(host.locale)
  const [found, setFound] = useState<{ readonly text: string; readonly tables: readonly Table[] | string }>()
  useEffect(() => {
    let isWanted = true
    tablesFor(host, text).then(
      tables => isWanted && setFound({ text, tables }),
      (error: unknown) => isWanted && setFound({ text, tables: error instanceof Error ? error.message : '' }),
    )
    return () => {
      isWanted = false
    }
  }, [host, text])
  useEffect(() => {
    document.title = `${labels.resultsFor(text)} | Millrace`
  }, [labels, text])
  if (found?.text !== text) return <PageSpinner label={labels.searching} />
  const { tables } = found
  return (
    <>
      <PageHeader title={labels.resultsFor(text)} iconName="standard:search" />
      {typeof tables === 'string' ? (
        <ScopedNotification variant="error">{tables}</ScopedNotification>
      ) : tables.length === 0 ? (
        <EmptyState title={text.trim().length < LEAST ? labels.typeToSearch : labels.noResults(text)} />
      ) : (
        <div className="millrace-search-page">
          <nav aria-label={labels.topResults} className="slds-card">
            <ul className="millrace-link-list">
              {tables.map(({ name, label, count }) => (
                <li key={name}>
                  <a href={`#${name}`}>
                    {label} ({count})
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <div className="millrace-search-tables">
            {tables.map(({ name, definition }) => (
              <section key={name} id={name}>
                <DynamicComponent definition={definition} host={host} />
              </section>
            ))}
          </div>
        </div>
      )}
    </>
  )
}

interface Table {
  readonly name: string
  readonly label: string
  readonly count: string
  readonly definition: Definition
}

async function tablesFor(host: ComponentHost, text: string): Promise<readonly Table[]> {
  const found = await findRecords(host, text, { most: MOST, where: 'ALL' })
  const tables = await Promise.all(found.map(one => tableOf(host, one)))
  return tables.flatMap(table => table ?? [])
}

async function tableOf(host: ComponentHost, { object: { name, labelPlural }, records }: FoundRecords) {
  const object = await describedObject(host, name)
  if (!object) return undefined
  const labels = await pageLabels(host.locale)
  const shown = [nameField(object), ...shortFields(object).map(displayPath)]
  const made: Definition = {
    ...definition(`Found_${name}`, labelPlural, [
      {
        type: 'DataTable',
        apiName: 'Found',
        attributes: {
          title: labelPlural,
          iconName: iconOf(name),
          records: '{!FoundRecords}',
          columns: tableColumns(object, shown),
          hideCheckboxColumn: true,
          customizable: false,
          emptyMessage: labels.noSuchRecord,
        },
      },
    ]),
    resources: [
      {
        type: 'query',
        apiName: 'FoundRecords',
        objectApiName: name,
        fields: shown,
        filter: { field: 'Id', operator: 'in', value: records.map(({ id }) => id) },
        orderBy: [{ field: nameField(object) }],
      },
    ],
  }
  return {
    name,
    label: labelPlural,
    count: records.length < MOST ? String(records.length) : `${MOST}+`,
    definition: made,
  }
}
