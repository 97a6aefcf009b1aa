/// A template of pages: the names of its regions are what files say.
export interface PageTemplate {
  readonly name: string
  readonly label: string
  readonly type: PageType
  readonly regions: readonly string[]
}

export type PageType = 'AppPage' | 'HomePage' | 'RecordPage'

export const PAGE_TYPES: readonly { readonly type: PageType; readonly label: string; readonly help: string }[] = [
  { type: 'AppPage', label: 'App Page', help: 'A page of its own, on a tab.' },
  { type: 'HomePage', label: 'Home Page', help: 'What people see first.' },
  { type: 'RecordPage', label: 'Record Page', help: 'How one record of an object is shown.' },
]

/// Salesforce's common templates, the usual one of each type first.
///
/// Source: Salesforce Help, "Lightning Page Templates"; pages that orgs answer to a retrieve.
export const pageTemplates: readonly PageTemplate[] = [
  { name: 'flexipage:defaultAppHomeTemplate', label: 'One Region', type: 'AppPage', regions: ['main'] },
  {
    name: 'flexipage:appHomeTemplateHeaderTwoColumns',
    label: 'Header and Two Regions',
    type: 'AppPage',
    regions: ['header', 'region1', 'region2'],
  },
  {
    name: 'flexipage:appHomeTemplateTwoColumns',
    label: 'Two Regions',
    type: 'AppPage',
    regions: ['region1', 'region2'],
  },
  {
    name: 'flexipage:appHomeTemplateThreeColumns',
    label: 'Three Regions',
    type: 'AppPage',
    regions: ['region1', 'region2', 'region3'],
  },
  {
    name: 'home:desktopTemplate',
    label: 'Standard Home Page',
    type: 'HomePage',
    regions: ['top', 'bottomLeft', 'bottomRight', 'sidebar'],
  },
  {
    name: 'flexipage:recordHomeTemplateDesktop',
    label: 'Header and Right Sidebar',
    type: 'RecordPage',
    regions: ['header', 'main', 'sidebar'],
  },
  {
    name: 'flexipage:recordHomeWithSubheaderTemplateDesktop',
    label: 'Header, Subheader, Right Sidebar',
    type: 'RecordPage',
    regions: ['header', 'subheader', 'main', 'sidebar'],
  },
  {
    name: 'flexipage:recordHomeThreeColTemplateDesktop',
    label: 'Header and Three Regions',
    type: 'RecordPage',
    regions: ['header', 'leftsidebar', 'main', 'sidebar'],
  },
]

/// What a region is called on the screen: "bottomLeft" -> "Bottom Left".
export const regionLabel = (name: string): string =>
  name
    .replace(/([a-z])([A-Z0-9])/g, '$1 $2')
    .replace(/sidebar/i, match => (match === name ? 'Sidebar' : match))
    .replace(/^./, first => first.toUpperCase())
