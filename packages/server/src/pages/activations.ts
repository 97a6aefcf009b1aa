import {
  addApplicationTab,
  EMPTY_OBJECT_FILE,
  removeApplicationTab,
  newPageTab,
  type FlexiPage,
  type OverridePlace,
  rewriteJson,
  setActionOverride,
} from '@millrace/metadata'
import type { Org } from '../org.ts'
import type { RunningProject } from '../project.ts'
import { packageFolder } from './packageFolder.ts'
import { readProjectFile, removeProjectFile, writeProjectFile } from '../projectFileWriting.ts'
import { HOME } from './activePage.ts'

/// Where a page is shown: by default in the whole org, or in an app, or there to users with a profile. An app page is
/// on a tab of an app.
export interface Activation {
  /// API name; null for the org's default.
  readonly app: string | null
  /// As metadata files name it; null for everybody.
  readonly profile: string | null
  /// `Contact.Customer`: only with a profile; null for records of every type.
  readonly recordType?: string | null
  /// null for both, and for what has no form factor.
  readonly formFactor: 'Large' | 'Small' | null
}

/// Where [page] is active, from the files that say so: the object, the apps, `millrace.json`.
export function activationsOf(project: RunningProject, page: FlexiPage): readonly Activation[] {
  if (page.type === 'AppPage') return tabActivations(project, page)
  const subject = subjectOf(page)
  const inApps = project.applications.flatMap(app =>
    app.overrides.flatMap(override =>
      override.content === page.apiName && isSame(override.pageOrSobjectType, subject)
        ? [
            {
              app: app.apiName,
              profile: override.profile,
              ...(override.recordType === null ? {} : { recordType: override.recordType }),
              formFactor: formFactorOf(override.formFactor),
            },
          ]
        : [],
    ),
  )
  return [...orgActivations(project, page), ...inApps]
}

function orgActivations(project: RunningProject, page: FlexiPage): Activation[] {
  if (page.type === 'HomePage')
    return project.configuration.homePage === page.apiName ? [{ app: null, profile: null, formFactor: null }] : []
  const object = project.recordPages.find(({ objectApiName }) => isSame(objectApiName, subjectOf(page)))
  return (object?.overrides ?? []).flatMap(({ content, actionName, formFactor }) =>
    content === page.apiName && actionName === 'View'
      ? [{ app: null, profile: null, formFactor: formFactorOf(formFactor) }]
      : [],
  )
}

function tabActivations({ tabs, applications }: RunningProject, { apiName }: FlexiPage): Activation[] {
  const own = tabs.filter(({ flexiPage }) => flexiPage === apiName).map(tab => tab.apiName)
  const apps = applications.filter(app => app.tabs.some(tab => own.includes(tab)))
  // Without apps there is one navigation bar, which has every app page.
  return applications.length === 0
    ? [{ app: null, profile: null, formFactor: null }]
    : apps.map(app => ({ app: app.apiName, profile: null, formFactor: null }))
}

/// Makes [page] active in [wanted] and nowhere else: writes the files that say so.
export async function activate(org: Org, page: FlexiPage, wanted: readonly Activation[]): Promise<void> {
  const before = activationsOf(org.project, page)
  if (page.type === 'AppPage') await activateTabs(org, page, wanted)
  else {
    const gone = before.filter(one => !wanted.some(other => isSamePlace(one, other)))
    for (const one of gone) await setActive(org, page, one, null)
    for (const one of wanted) await setActive(org, page, one, page.apiName)
  }
  await org.reload()
}

async function setActive(org: Org, page: FlexiPage, activation: Activation, content: string | null): Promise<void> {
  const { project } = org
  if (activation.app !== null) {
    const app = project.applications.find(({ apiName }) => apiName === activation.app)
    const place = placeOf(page, activation, subjectOf(page))
    if (app) await edit(org, app.file, source => setActionOverride(source, place, content))
  } else if (page.type === 'HomePage') await setHomePage(org, content)
  else await setRecordPage(org, page, activation, content)
}

const placeOf = (
  page: FlexiPage,
  { profile, recordType = null, formFactor }: Activation,
  subject: string | null,
): OverridePlace => ({
  actionName: page.type === 'HomePage' ? 'Tab' : 'View',
  pageOrSobjectType: subject,
  recordType: profile === null ? null : recordType,
  profile,
  formFactor,
})

async function setRecordPage(org: Org, page: FlexiPage, activation: Activation, content: string | null): Promise<void> {
  const file = await objectFile(org, subjectOf(page))
  const source = (await readProjectFile(org.folder, file)) ?? EMPTY_OBJECT_FILE
  const text = setActionOverride(source, placeOf(page, activation, null), content)
  if (text !== source) await writeProjectFile(org.folder, file, text)
}

/// The object's own file, which there may not be yet: then beside its fields.
async function objectFile(org: Org, name: string): Promise<string> {
  const known = org.project.recordPages.find(({ objectApiName }) => isSame(objectApiName, name))
  if (known?.isObjectFile) return known.file
  const apiName = org.project.schema.object(name)?.apiName ?? name
  const folder = known?.file.split('/').slice(0, -2).join('/') ?? `${await packageFolder(org)}/objects/${apiName}`
  return `${folder}/${apiName}.object-meta.xml`
}

async function setHomePage({ folder }: Org, homePage: string | null): Promise<void> {
  const source = (await readProjectFile(folder, 'millrace.json')) ?? '{}\n'
  const others = Object.entries(JSON.parse(source) as object).filter(([name]) => name !== 'homePage')
  const settings = Object.fromEntries(homePage === null ? others : [...others, ['homePage', homePage]])
  await writeProjectFile(folder, 'millrace.json', rewriteJson(source, settings))
}

async function activateTabs(org: Org, page: FlexiPage, wanted: readonly Activation[]): Promise<void> {
  const { tabs, applications } = org.project
  const known = tabs.find(({ flexiPage }) => flexiPage === page.apiName)
  const tab = known?.apiName ?? page.apiName
  if (!known && wanted.length > 0) {
    const path = `${await packageFolder(org)}/tabs/${tab}.tab-meta.xml`
    await writeProjectFile(org.folder, path, newPageTab(page.apiName, page.masterLabel))
  }
  for (const app of applications) {
    const isWanted = wanted.some(one => one.app === app.apiName)
    if (isWanted) await edit(org, app.file, source => addApplicationTab(source, tab))
    else if (app.tabs.includes(tab)) await edit(org, app.file, source => removeApplicationTab(source, tab))
  }
  if (known && wanted.length === 0) await removeProjectFile(org.folder, known.file)
}

async function edit({ folder }: Org, file: string, change: (source: string) => string): Promise<void> {
  const source = await readProjectFile(folder, file)
  if (source === null) return
  const text = change(source)
  if (text !== source) await writeProjectFile(folder, file, text)
}

/// The object of a record page, or the home page.
const subjectOf = ({ type, sobjectType }: FlexiPage): string => (type === 'HomePage' ? HOME : (sobjectType ?? ''))

const formFactorOf = (text: string | null): Activation['formFactor'] =>
  text === 'Large' || text === 'Small' ? text : null

const isSamePlace = (a: Activation, b: Activation): boolean =>
  a.app === b.app &&
  a.profile === b.profile &&
  (a.recordType ?? null) === (b.recordType ?? null) &&
  a.formFactor === b.formFactor

const isSame = (a: string | null, b: string): boolean => a?.toLowerCase() === b.toLowerCase()
