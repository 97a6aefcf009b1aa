import {
  ApiFailure,
  Badge,
  Button,
  Card,
  Checkbox,
  deleteJson,
  EmptyState,
  Link,
  openPath,
  type PageRouteProps,
  postJson,
  send,
  useJson,
} from '@millrace/components'
import { useState } from 'react'
import { Loading, NotLoaded, SetupPage } from './SetupPage.tsx'

interface Rows<T> {
  readonly records: readonly T[]
}

interface UserRow {
  readonly Id: string
  readonly Name: string
  readonly Username: string
  readonly IsActive: boolean
  readonly Profile: { readonly Name: string } | null
  readonly UserRole: { readonly Name: string } | null
}

const query = (soql: string): string => `/services/data/v62.0/query?q=${encodeURIComponent(soql)}`

const USERS = 'SELECT Id, Name, Username, IsActive, Profile.Name, UserRole.Name FROM User ORDER BY Name LIMIT 2000'

/// The users of the org; with the Id of one behind the path, what that one may do.
export default function UsersPage(props: PageRouteProps) {
  return props.rest ? <OneUser key={props.rest} {...props} /> : <AllUsers {...props} />
}

function AllUsers({ version }: PageRouteProps) {
  const answer = useJson<Rows<UserRow>>(query(USERS), version)
  return (
    <SetupPage
      title="Users"
      actions={<Button label="New User" variant="brand" onClick={() => openPath('/lightning/o/User/new')} />}
    >
      {answer.status === 'loading' && <Loading what="the users" />}
      {answer.status === 'error' && <NotLoaded what="The users" failure={answer.failure} />}
      {answer.status === 'ready' && (
        <Card title="All Users" iconName="standard:user" padded={false}>
          {answer.data.records.length === 0 && <EmptyState title="There are no users." />}
          <div className="millrace-wide">
            <table
              className="slds-table slds-table_bordered slds-table_cell-buffer slds-max-medium-table_stacked-horizontal"
              aria-label="Users"
            >
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">Username</th>
                  <th scope="col">Profile</th>
                  <th scope="col">Role</th>
                  <th scope="col">Active</th>
                </tr>
              </thead>
              <tbody>
                {answer.data.records.map(({ Id, Name, Username, Profile, UserRole, IsActive }) => (
                  <tr key={Id}>
                    <th scope="row" data-label="Name">
                      <Link href={`/setup/users/${Id}`}>{Name}</Link>
                    </th>
                    <td data-label="Username">{Username}</td>
                    <td data-label="Profile">{Profile?.Name ?? '–'}</td>
                    <td data-label="Role">{UserRole?.Name ?? '–'}</td>
                    <td data-label="Active">
                      <Badge label={IsActive ? 'Active' : 'Inactive'} variant={IsActive ? 'success' : 'default'} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Card>
      )}
    </SetupPage>
  )
}

interface PermissionSetRow {
  readonly Id: string
  readonly Name: string
  readonly Label: string | null
}

interface AssignmentRow {
  readonly Id: string
  readonly PermissionSetId: string | null
}

function OneUser({ rest, version, session, showToast }: PageRouteProps) {
  const [changes, setChanges] = useState(0)
  const id = rest.replaceAll(/[^A-Za-z0-9]/g, '')
  const now = version + changes
  const user = useJson<Rows<UserRow>>(query(USERS.replace(' ORDER', ` WHERE Id = '${id}' ORDER`)), now)
  const sets = useJson<Rows<PermissionSetRow>>(
    query('SELECT Id, Name, Label FROM PermissionSet ORDER BY Label LIMIT 2000'),
    now,
  )
  const assigned = useJson<Rows<AssignmentRow>>(
    query(`SELECT Id, PermissionSetId FROM PermissionSetAssignment WHERE AssigneeId = '${id}'`),
    now,
  )
  const failed = [user, sets, assigned].find(one => one.status === 'error')
  /// Does [work] and reads everything again; says why when it went wrong.
  const change = async (work: () => Promise<unknown>) => {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      showToast({ title: 'The user was not changed', message: error.message, variant: 'error', mode: 'sticky' })
    }
    setChanges(changes + 1)
  }
  if (failed?.status === 'error') return <NotLoaded what="The user" failure={failed.failure} />
  if (user.status !== 'ready' || sets.status !== 'ready' || assigned.status !== 'ready')
    return <Loading what="the user" />
  const [shown] = user.data.records
  if (!shown) return <EmptyState title="There is no such user." />
  const assignmentOf = (set: string) => assigned.data.records.find(({ PermissionSetId }) => PermissionSetId === set)
  const isMyself = session.user['Id'] === shown.Id
  return (
    <SetupPage
      title={shown.Name}
      actions={
        <>
          <Button label="All Users" iconName="utility:back" onClick={() => openPath('/setup/users')} />
          <Button label="Edit" onClick={() => openPath(`/lightning/r/User/${shown.Id}/edit`)} />
          {!isMyself && shown.IsActive && (
            <Button label="Login" onClick={() => void change(() => signInAs(shown.Id))} />
          )}
        </>
      }
    >
      <Card title="User" iconName="standard:user">
        <dl className="slds-dl_horizontal">
          <dt className="slds-dl_horizontal__label">Username</dt>
          <dd className="slds-dl_horizontal__detail">{shown.Username}</dd>
          <dt className="slds-dl_horizontal__label">Profile</dt>
          <dd className="slds-dl_horizontal__detail">{shown.Profile?.Name ?? '–'}</dd>
          <dt className="slds-dl_horizontal__label">Role</dt>
          <dd className="slds-dl_horizontal__detail">{shown.UserRole?.Name ?? '–'}</dd>
        </dl>
        <Checkbox
          label="Active"
          checked={shown.IsActive}
          disabled={isMyself}
          onChange={isActive => void change(() => patchUser(shown.Id, { IsActive: isActive }))}
        />
      </Card>
      <Card title="Permission Set Assignments" iconName="standard:record">
        {sets.data.records.length === 0 && <EmptyState title="This project has no permission sets." />}
        <ul>
          {sets.data.records.map(({ Id, Label, Name }) => {
            const assignment = assignmentOf(Id)
            return (
              <li key={Id} className="slds-p-vertical_xx-small">
                <Checkbox
                  label={Label ?? Name}
                  checked={assignment !== undefined}
                  onChange={isOn =>
                    void change(() =>
                      isOn
                        ? postJson(ASSIGNMENTS, { AssigneeId: shown.Id, PermissionSetId: Id })
                        : deleteJson(`${ASSIGNMENTS}/${assignment?.Id}`),
                    )
                  }
                />
              </li>
            )
          })}
        </ul>
      </Card>
    </SetupPage>
  )
}

const ASSIGNMENTS = '/services/data/v62.0/sobjects/PermissionSetAssignment'

async function patchUser(id: string, fields: object): Promise<void> {
  const path = `/services/data/v62.0/sobjects/User/${id}`
  const headers = { 'Content-Type': 'application/json' }
  await accepted(await send(path, { method: 'PATCH', headers, body: JSON.stringify(fields) }))
}

/// From now on this browser is that user's, until that one signs out.
async function signInAs(userId: string): Promise<void> {
  await postJson('/millrace/v1/session/user', { userId })
  window.location.assign('/')
}

async function accepted(response: Response): Promise<void> {
  if (response.ok) return
  const answer: unknown = await response.json().catch(() => undefined)
  const [first] = Array.isArray(answer) ? (answer as { message?: string }[]) : []
  throw new ApiFailure(response.status, first?.message ?? `The server answered ${response.status}.`)
}
