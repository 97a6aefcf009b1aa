import { useEffect, useState } from 'react'
import { EmptyState } from '../../slds/EmptyState.tsx'
import { Modal } from '../../slds/Modal.tsx'
import type { PageLabels } from '../labels/en.ts'
import { usePageLabels } from '../labels/pageLabels.ts'
import { Link } from '../Link.tsx'
import type { NavigationApp, NavigationTab } from './navigation.ts'
import { userObjects } from './userObjects.ts'

interface Item {
  readonly label: string
  readonly href: string
  /// What it is, where two have the same label.
  readonly kind: string
}

export interface AppLauncherProps {
  apps: readonly NavigationApp[]
  locale: string
  onClose: () => void
}

/// The apps, and all that can be opened: tabs and objects. What is typed narrows both.
export default function AppLauncher({ apps, locale, onClose }: AppLauncherProps) {
  const labels = usePageLabels(locale)
  const [search, setSearch] = useState('')
  const [objects, setObjects] = useState<readonly Item[]>([])
  useEffect(() => {
    let isWanted = true
    readObjects(labels.object).then(
      items => isWanted && setObjects(items),
      () => undefined,
    )
    return () => {
      isWanted = false
    }
  }, [labels])
  const fits = ({ label }: { readonly label: string }) => label.toLowerCase().includes(search.trim().toLowerCase())
  const shownApps = apps.filter(({ name }) => name !== '').filter(fits)
  const items = unique([...apps.flatMap(({ tabs }) => tabs.map(tab => withKind(tab, labels))), ...objects])
    .filter(fits)
    .toSorted((a, b) => a.label.localeCompare(b.label))
  return (
    <Modal title={labels.appLauncher} size="medium" onClose={onClose}>
      <input
        type="search"
        className="slds-input"
        data-autofocus=""
        aria-label={labels.searchApps}
        placeholder={labels.searchApps}
        value={search}
        onChange={event => setSearch(event.target.value)}
      />
      {shownApps.length > 0 && (
        <section aria-label={labels.apps}>
          <h3 className="slds-text-heading_small slds-m-vertical_small">{labels.apps}</h3>
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
      <section aria-label={labels.allItems}>
        <h3 className="slds-text-heading_small slds-m-vertical_small">{labels.allItems}</h3>
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
      {shownApps.length + items.length === 0 && <EmptyState title={labels.nothingCalled(search)} />}
    </Modal>
  )
}

async function readObjects(kind: string): Promise<readonly Item[]> {
  return (await userObjects()).map(({ name, labelPlural }) => ({
    label: labelPlural,
    href: `/lightning/o/${name}/list`,
    kind,
  }))
}

const withKind = ({ label, href }: NavigationTab, labels: PageLabels): Item => ({
  label,
  href,
  kind: href.startsWith('/lightning/o/') ? labels.object : href.startsWith('/') ? labels.page : labels.webPage,
})

const unique = (items: readonly Item[]): Item[] => [...new Map(items.map(item => [item.href, item])).values()]
