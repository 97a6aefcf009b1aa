import type { ActionOverride, FlexiPage } from '@millrace/metadata'
import type { RunningProject } from '../project.ts'

/// What overrides call the home page.
export const HOME = 'standard-home'

/// Who looks at what: the object of a record, or `HOME`.
export interface PageRequest {
  readonly subject: string
  /// API name of the app; null where the project has none.
  readonly app: string | null
  /// As metadata files name it: see `profileInFiles`.
  readonly profile: string
  /// DeveloperName of the record's type; null where it has none.
  readonly recordType: string | null
  readonly formFactor: 'Large' | 'Small'
}

/// The Lightning page that is active for [request]: the one for the app, profile and record type goes before that for app
/// and profile, that before the app's own, and that before the org's. A phone gets the desktop's page where none is active for phones: pages fit any width.
///
/// Source: Salesforce Help, "Activate Your Lightning App Builder Page".
export function activePage(project: RunningProject, request: PageRequest): FlexiPage | undefined {
  const app = project.applications.find(({ apiName }) => apiName === request.app)
  const inApp = app?.overrides.filter(one => isSame(one.pageOrSobjectType, request.subject)) ?? []
  const ofProfile = inApp.filter(({ profile }) => profile === request.profile)
  const isOfType = ({ recordType }: ActionOverride): boolean =>
    request.recordType !== null && recordTypeOf(recordType) === request.recordType
  const candidates = [
    ofProfile.filter(isOfType).map(override => ({ ...override, recordType: null })),
    ofProfile,
    inApp.filter(({ profile }) => profile === null),
    orgDefaults(project, request.subject),
  ]
  for (const overrides of candidates) {
    const page = pageOf(project, overrides, request)
    if (page) return page
  }
  return undefined
}

function pageOf(project: RunningProject, overrides: readonly ActionOverride[], request: PageRequest) {
  const action = request.subject === HOME ? 'Tab' : 'View'
  const pages = overrides.filter(
    ({ actionName, type, recordType }) => actionName === action && type === 'Flexipage' && recordType === null,
  )
  const named =
    pages.find(({ formFactor }) => formFactor === request.formFactor) ??
    pages.find(({ formFactor }) => formFactor === null) ??
    pages.find(({ formFactor }) => formFactor === 'Large')
  return project.flexiPages.find(({ apiName }) => apiName === named?.content)
}

function orgDefaults({ recordPages, configuration }: RunningProject, subject: string): readonly ActionOverride[] {
  if (subject !== HOME) return recordPages.find(({ objectApiName }) => isSame(objectApiName, subject))?.overrides ?? []
  const { homePage } = configuration
  if (homePage === undefined) return []
  const place = { pageOrSobjectType: HOME, profile: null, recordType: null, formFactor: null }
  return [{ actionName: 'Tab', type: 'Flexipage', content: homePage, ...place }]
}

/// What metadata files call a profile whose name in the org is [name].
export const profileInFiles = (name: string): string => PROFILES.find(([inOrg]) => inOrg === name)?.[1] ?? name

/// The name in the org of a profile that metadata files call [name].
export const profileInOrg = (name: string): string => PROFILES.find(([, inFiles]) => inFiles === name)?.[0] ?? name

const PROFILES = [
  ['System Administrator', 'Admin'],
  ['Standard User', 'Standard'],
] as const

/// `Contact.Customer` as `Customer`.
const recordTypeOf = (name: string | null): string | undefined => name?.split('.').at(-1)

const isSame = (a: string | null, b: string): boolean => a?.toLowerCase() === b.toLowerCase()
