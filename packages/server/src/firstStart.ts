import {
  lockSettings,
  readSetting,
  recordStore,
  writeSetting,
  type Database,
  type Org as DeployedOrg,
  type Queryable,
  type RecordStore,
  type Schema,
} from '@millrace/database'
import type { PermissionSet, Project } from '@millrace/metadata'
import { RecordValue, type Value } from '@millrace/values'
import { ADMINISTRATOR_PROFILE, readOne } from './caller.ts'
import { saveMetadataRecords, type MetadataSources } from './metadataRecords.ts'
import { profileInOrg } from './pages/activePage.ts'
import { systemContext } from './userContext.ts'

/// The records that an org cannot be without.
export interface OrgRecords {
  readonly organizationId: string
  readonly administratorId: string
}

const SETTING = 'org'

/// Makes what [database] lacks of an org's own records: at the first start the organization, the profile System
/// Administrator and a user with it; at every start a record for each new permission set of the project, which the
/// administrator gets too, and the records that files state. All of it or, when something fails, none.
export function prepareRecords(
  database: Pick<Database, 'transaction'>,
  deployed: DeployedOrg,
  project: Pick<Project, 'permissionSets' | 'profiles'> & MetadataSources,
  name: string,
): Promise<OrgRecords> {
  return database.transaction(async tx => {
    await lockSettings(tx)
    const records = await orgRecords(tx, recordStore(tx, deployed, systemContext(NOBODY)), name)
    const store = recordStore(tx, deployed, systemContext(records.administratorId))
    await savePermissionSets(store, deployed.schema, project.permissionSets, records.administratorId)
    await saveProfiles(store, deployed.schema, project.profiles)
    await saveMetadataRecords(tx, deployed, project, records.administratorId)
    return records
  })
}

/// Before there is a user.
const NOBODY = '005000000000000AAA'

async function orgRecords(database: Queryable, store: RecordStore, name: string): Promise<OrgRecords> {
  const known = await readSetting(database, SETTING)
  if (known) return known as OrgRecords
  const organizationId = await insert(store, 'Organization', { Name: name })
  const profileId = await insert(store, 'Profile', { Name: ADMINISTRATOR_PROFILE })
  const administratorId = await insert(store, 'User', {
    FirstName: 'Ada',
    LastName: 'Ng',
    Username: 'admin@millrace.example',
    Email: 'admin@millrace.example',
    Alias: 'admin',
    Title: 'Administrator',
    ProfileId: profileId,
    IsActive: true,
  })
  const records = { organizationId, administratorId }
  await writeSetting(database, SETTING, records)
  return records
}

async function savePermissionSets(
  store: RecordStore,
  schema: Schema,
  permissionSets: readonly PermissionSet[],
  administratorId: string,
): Promise<void> {
  for (const { apiName, label, description } of permissionSets) {
    if (await readOne(store, schema, 'PermissionSet', { Name: apiName })) continue
    const id = await insert(store, 'PermissionSet', { Name: apiName, Label: label, Description: description })
    await insert(store, 'PermissionSetAssignment', { AssigneeId: administratorId, PermissionSetId: id })
  }
}

async function saveProfiles(store: RecordStore, schema: Schema, profiles: Project['profiles']): Promise<void> {
  for (const { name } of profiles) {
    const Name = profileInOrg(name)
    if (!(await readOne(store, schema, 'Profile', { Name }))) await insert(store, 'Profile', { Name })
  }
}

async function insert(store: RecordStore, object: string, fields: Readonly<Record<string, Value>>): Promise<string> {
  const [result] = await store.insert([RecordValue.from(object, fields)], { allOrNone: true, mode: 'system' })
  if (result?.id) return result.id
  throw new Error(`The first ${object} was not saved: ${result?.errors.map(({ message }) => message).join(' ')}`)
}
