import { useEffect, useState } from 'react'
import { EmptyState } from '../../slds/EmptyState.tsx'
import { Modal } from '../../slds/Modal.tsx'
import { getJson } from '../api.ts'
import { Link } from '../Link.tsx'
import type { NavigationApp, NavigationTab } from './navigation.ts'

interface Item {
  readonly label: string
  readonly href: string
  /// What it is, where two have the same label.
  readonly kind: string
}

/// The apps, and all that can be opened: tabs and objects. What is typed narrows both.
export default function AppLauncher({ apps, onClose }: { apps: readonly NavigationApp[]; onClose: () => void }) {
  const [search, setSearch] = useState('')
  const [objects, setObjects] = useState<readonly Item[]>([])
  useEffect(() => {
    let isWanted = true
    readObjects().then(
      items => isWanted && setObjects(items),
      () => undefined,
    )
    return () => {
      isWanted = false
    }
  }, [])
  const fits = ({ label }: { readonly label: string }) => label.toLowerCase().includes(search.trim().toLowerCase())
  const shownApps = apps.filter(({ name }) => name !== '').filter(fits)
  const items = unique([...apps.flatMap(({ tabs }) => tabs.map(withKind)), ...objects])
    .filter(fits)
    .toSorted((a, b) => a.label.localeCompare(b.label))
  return (
    <Modal title="App Launcher" size="medium" onClose={onClose}>
      <input
        type="search"
        className="slds-input"
        data-autofocus=""
        aria-label="Search apps and items"
        placeholder="Search apps and items …"
        value={search}
        onChange={event => setSearch(event.target.value)}
      />
      {shownApps.length > 0 && (
        <section aria-label="Apps">
          <h3 className="slds-text-heading_small slds-m-vertical_small">Apps</h3>
          <ul className="millrace-launcher-apps">
            {shownApps.map(({ name, label, description }) => (
              <li key={name}>
                <Link href={`/lightning/app/${encodeURIComponent(name)}`} className="slds-box" onOpen={onClose}>
                  <strong>{label}</strong>
                  {description && <span className="slds-text-body_small slds-text-color_weak">{description}</span>}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-label="All Items">
        <h3 className="slds-text-heading_small slds-m-vertical_small">All Items</h3>
        <ul className="millrace-launcher-items">
          {items.map(({ label, href, kind }) => (
            <li key={href}>
              <Link href={href} onOpen={onClose}>
                {label} <span className="slds-text-body_small slds-text-color_weak">{kind}</span>
              </Link>
            </li>
          ))}
        </ul>
      </section>
      {shownApps.length + items.length === 0 && <EmptyState title={`Nothing is called "${search}".`} />}
    </Modal>
  )
}

interface ObjectSummary {
  readonly name: string
  readonly labelPlural: string
  readonly keyPrefix: string | null
  readonly queryable: boolean
  readonly searchable?: boolean
  readonly custom: boolean
}

async function readObjects(): Promise<readonly Item[]> {
  return (await userObjects()).map(({ name, labelPlural }) => ({
    label: labelPlural,
    href: `/lightning/o/${name}/list`,
    kind: 'Object',
  }))
}

/// The objects that people work with: the project's own, and Salesforce's that have a tab in every org.
export async function userObjects(): Promise<readonly ObjectSummary[]> {
  const { sobjects } = await getJson<{ sobjects: readonly ObjectSummary[] }>('/services/data/v62.0/sobjects')
  return sobjects.filter(
    ({ name, queryable, keyPrefix }) => queryable && keyPrefix && (/__c$/i.test(name) || STANDARD.has(name)),
  )
}

const STANDARD = new Set([
  'Account',
  'Asset',
  'Campaign',
  'Case',
  'Contact',
  'Contract',
  'Event',
  'Lead',
  'Opportunity',
  'Order',
  'Product2',
  'Task',
])

const withKind = ({ label, href }: NavigationTab): Item => ({
  label,
  href,
  kind: href.startsWith('/lightning/o/') ? 'Object' : href.startsWith('/') ? 'Page' : 'Web Page',
})

const unique = (items: readonly Item[]): Item[] => [...new Map(items.map(item => [item.href, item])).values()]
