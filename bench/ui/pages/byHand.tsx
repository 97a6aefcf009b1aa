/* oxlint-disable jsx-a11y/control-has-associated-label, jsx-a11y/no-noninteractive-element-to-interactive-role -- Markup as the table's own. */
import { memo, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { flushSync } from 'react-dom'
import '../../../packages/components/src/slds/millrace.css'
import { benchmarkPage } from './page.ts'

// The same table as somebody would write it for this one page: React, the same markup, the same requests, rows in view
// only. No resources, no interactions, nothing that could be configured.

interface Contact {
  readonly Id: string
  readonly Name: string
  readonly Status__c: string
  readonly Email: string
  readonly Phone: string
  readonly Account: { readonly Name: string } | null
}

let root: Root | undefined

function draw(what: 'resources' | number): void {
  root?.unmount()
  document.querySelector('#app')?.remove()
  const place = document.createElement('main')
  place.id = 'app'
  document.body.append(place)
  root = createRoot(place)
  root.render(what === 'resources' ? <Resources /> : <Contacts rows={what} />)
}

const FIELDS = 'Id, Name, Status__c, Email, Phone, Account.Name'

async function read(rows: number): Promise<readonly Contact[]> {
  const soql = encodeURIComponent(`SELECT ${FIELDS} FROM Contact LIMIT ${rows}`)
  const response = await fetch(`/services/data/v62.0/query?q=${soql}`)
  return (await response.json()).records
}

const ROW_HEIGHT = 31

function Contacts({ rows }: { rows: number }) {
  const [contacts, setContacts] = useState<readonly Contact[]>([])
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [isBusy, setBusy] = useState(false)
  const [view, setView] = useState({ first: 0, end: 40 })
  const scroller = useRef<HTMLDivElement>(null)
  const isLoaded = contacts.length > 0
  useEffect(() => {
    void fetch('/services/data/v62.0/sobjects/Contact/describe').then(response => response.json())
    void fetch('/services/data/v62.0/sobjects/Account/describe').then(response => response.json())
    void read(rows).then(setContacts)
  }, [rows])
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const look = () => {
      const first = Math.max(0, Math.floor(element.scrollTop / ROW_HEIGHT) - 10)
      const end = Math.ceil((element.scrollTop + element.clientHeight) / ROW_HEIGHT) + 10
      setView(view => (view.first === first && view.end === end ? view : { first, end }))
    }
    const scrolled = () => flushSync(look)
    element.addEventListener('scroll', scrolled, { passive: true })
    look()
    return () => element.removeEventListener('scroll', scrolled)
  }, [isLoaded])
  const toggle = useCallback((id: string) => {
    setSelected(before => {
      const next = new Set(before)
      if (!next.delete(id)) next.add(id)
      return next
    })
  }, [])
  const run = async () => {
    setBusy(true)
    await fetch('/services/data/v62.0/actions/custom/flow/Set_Status', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() },
      body: JSON.stringify({ inputs: [{ ContactIds: [...selected] }] }),
    }).then(response => response.json())
    setContacts(await read(rows))
    setBusy(false)
  }
  const end = Math.min(view.end, contacts.length)
  return (
    <article className="slds-card">
      <div className="slds-card__header slds-grid">
        <header className="slds-media slds-media_center slds-has-flexi-truncate">
          <h2 className="slds-card__header-title">Contacts</h2>
          <p className="millrace-caption">
            {contacts.length} items{selected.size > 0 && ` • ${selected.size} selected`}
          </p>
        </header>
        <button
          type="button"
          className="slds-button slds-button_neutral"
          onClick={() => void read(rows).then(setContacts)}
        >
          Refresh
        </button>
        <button
          type="button"
          className="slds-button slds-button_brand"
          aria-busy={isBusy || undefined}
          onClick={() => void run()}
        >
          Set as Active
        </button>
      </div>
      {isLoaded && (
        <div ref={scroller} className="millrace-table-scroller">
          <table
            className="slds-table slds-table_bordered millrace-table"
            role="grid"
            aria-rowcount={contacts.length + 1}
          >
            <thead>
              <tr>
                <th scope="col" className="millrace-select-cell">
                  <Tick
                    id="all"
                    label="Select all"
                    isOn={selected.size === contacts.length}
                    onChange={() =>
                      setSelected(before => (before.size > 0 ? new Set() : new Set(contacts.map(({ Id }) => Id))))
                    }
                  />
                </th>
                {['Name', 'Status', 'Email', 'Phone', 'Account'].map(label => (
                  <th key={label} scope="col" className="slds-is-sortable">
                    <button type="button" className="slds-button_reset millrace-column-name">
                      <span className="slds-truncate">{label}</span>
                    </button>
                  </th>
                ))}
                <th scope="col" className="millrace-action-cell" />
              </tr>
            </thead>
            <tbody>
              {view.first > 0 && <tr aria-hidden style={{ height: view.first * ROW_HEIGHT }} />}
              {contacts.slice(view.first, end).map((contact, i) => (
                <ContactRow
                  key={contact.Id}
                  contact={contact}
                  index={view.first + i}
                  isSelected={selected.has(contact.Id)}
                  toggle={toggle}
                />
              ))}
              {end < contacts.length && <tr aria-hidden style={{ height: (contacts.length - end) * ROW_HEIGHT }} />}
            </tbody>
          </table>
        </div>
      )}
    </article>
  )
}

interface ContactRowProps {
  contact: Contact
  index: number
  isSelected: boolean
  toggle: (id: string) => void
}

const ContactRow = memo(function ContactRow({ contact, index, isSelected, toggle }: ContactRowProps) {
  return (
    <tr
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      className={`slds-hint-parent ${isSelected ? 'slds-is-selected' : ''}`}
    >
      <td className="millrace-select-cell">
        <Tick id={contact.Id} label={`Select ${contact.Name}`} isOn={isSelected} onChange={() => toggle(contact.Id)} />
      </td>
      <th scope="row" data-label="Name">
        <span className="slds-truncate" title={contact.Name}>
          {contact.Name}
        </span>
      </th>
      <td data-label="Status">
        <span className="slds-truncate" title={contact.Status__c}>
          {contact.Status__c}
        </span>
      </td>
      <td data-label="Email">
        <span className="slds-truncate" title={contact.Email}>
          <a href={`mailto:${contact.Email}`}>{contact.Email}</a>
        </span>
      </td>
      <td data-label="Phone">
        <span className="slds-truncate" title={contact.Phone}>
          <a href={`tel:${contact.Phone.replaceAll(/[^\d+]/g, '')}`}>{contact.Phone}</a>
        </span>
      </td>
      <td data-label="Account">
        <span className="slds-truncate" title={contact.Account?.Name}>
          {contact.Account?.Name}
        </span>
      </td>
      <td className="millrace-action-cell">
        <button
          type="button"
          className="slds-button slds-button_icon slds-button_icon-border-filled slds-button_icon-x-small"
          title={`Actions for ${contact.Name}`}
        >
          <svg className="slds-button__icon" aria-hidden="true" viewBox="0 0 520 520">
            <path d="M83 140h354c10 0 17 13 9 22L273 374c-6 8-19 8-25 0L73 162c-7-9-1-22 10-22z" />
          </svg>
          <span className="slds-assistive-text">Actions for {contact.Name}</span>
        </button>
      </td>
    </tr>
  )
})

function Tick({ id, label, isOn, onChange }: { id: string; label: string; isOn: boolean; onChange: () => void }) {
  return (
    <span className="slds-checkbox">
      <input type="checkbox" id={`tick-${id}`} checked={isOn} onChange={onChange} />
      <label className="slds-checkbox__label" htmlFor={`tick-${id}`}>
        <span className="slds-checkbox_faux" />
        <span className="slds-assistive-text">{label}</span>
      </label>
    </span>
  )
}

function Resources() {
  const [source, setSource] = useState(1)
  return (
    <div className="millrace-component">
      <div>
        <button type="button" className="slds-button slds-button_neutral" onClick={() => setSource(source + 1)}>
          Change
        </button>
      </div>
      {Array.from({ length: 200 }, (_, i) => (
        <p key={i}>{source * (i + 1) + 1}</p>
      ))}
    </div>
  )
}

window.page = benchmarkPage(draw)
