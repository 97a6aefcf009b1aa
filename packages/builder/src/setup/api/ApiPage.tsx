import { Badge, Card, EmptyState, FormElement, useJson } from '@millrace/components'
import { useId, useState } from 'react'
import { Loading, NotLoaded, SetupPage } from '../SetupPage.tsx'
import { type ApiDocument, type Route, routesByGroup } from './apiDocument.ts'
import { TryRoute } from './TryRoute.tsx'
import './api.css'

/// Every route of the server: what it does, takes and gives, to read and to try.
export default function ApiPage() {
  const [search, setSearch] = useState('')
  const id = useId()
  const answer = useJson<ApiDocument>('/millrace/v1/openapi.json', 0)
  return (
    <SetupPage
      title="API"
      actions={
        <a
          className="slds-button slds-button_neutral"
          href="/millrace/v1/openapi.json"
          download="millrace-openapi.json"
        >
          OpenAPI document
        </a>
      }
    >
      {answer.status === 'loading' && <Loading what="the API" />}
      {answer.status === 'error' && <NotLoaded what="The API" failure={answer.failure} />}
      {answer.status === 'ready' && (
        <>
          <Card>
            <p className="slds-m-bottom_small">{answer.data.info.description}</p>
            <FormElement id={id} label="Search">
              <input
                id={id}
                type="search"
                className="slds-input"
                placeholder="Part of an address or of what it does"
                value={search}
                onChange={event => setSearch(event.target.value)}
              />
            </FormElement>
          </Card>
          <Groups document={answer.data} search={search} />
        </>
      )}
    </SetupPage>
  )
}

function Groups({ document, search }: { document: ApiDocument; search: string }) {
  const groups = routesByGroup(document, search)
  if (groups.length === 0) return <EmptyState iconName="utility:search" title={`Nothing has "${search}" in it.`} />
  return groups.map(([{ name, description }, routes]) => (
    <Card key={name} title={name} padded={false}>
      <p className="slds-p-horizontal_medium slds-p-bottom_small">
        <Prose text={description} />
      </p>
      <ul className="slds-has-dividers_top">
        {routes.map(route => (
          <li key={`${route.method} ${route.path}`} className="slds-item">
            <RouteDetails route={route} document={document} />
          </li>
        ))}
      </ul>
    </Card>
  ))
}

function RouteDetails({ route, document }: { route: Route; document: ApiDocument }) {
  const [isOpen, setIsOpen] = useState(false)
  const { method, path, summary } = route
  return (
    <details className="millrace-api-route" open={isOpen} onToggle={event => setIsOpen(event.currentTarget.open)}>
      <summary>
        <span className="millrace-api-method">
          <Badge label={method} variant={looks[method] ?? 'default'} />
        </span>
        <code>{path}</code>
        <span>
          <Prose text={summary} />
        </span>
      </summary>
      {isOpen && <TryRoute route={route} document={document} />}
    </details>
  )
}

/// Words between backticks are code.
function Prose({ text }: { text: string }) {
  // Every second part is one.
  return text.split('`').map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))
}

const looks: Readonly<Record<string, 'lightest' | 'success' | 'warning' | 'error'>> = {
  GET: 'lightest',
  POST: 'success',
  PATCH: 'warning',
  PUT: 'warning',
  DELETE: 'error',
}
