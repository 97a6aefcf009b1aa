import type { ComponentDeclaration } from '../declaration.ts'
import { accordion } from './accordion.ts'
import { alert } from './alert.ts'
import { avatar } from './avatar.ts'
import { badge } from './badge.ts'
import { breadcrumbs } from './breadcrumbs.ts'
import { button } from './button.ts'
import { buttonGroup } from './buttonGroup.ts'
import { buttonIcon } from './buttonIcon.ts'
import { buttonMenu } from './buttonMenu.ts'
import { calendar } from './calendar.ts'
import { card } from './card.ts'
import { chart } from './chart.ts'
import { checkbox } from './checkbox.ts'
import { checkboxGroup } from './checkboxGroup.ts'
import { columns } from './columns.ts'
import { combobox } from './combobox.ts'
import { container } from './container.ts'
import { dataTable } from './dataTable/declaration.ts'
import { dateInput } from './dateInput.ts'
import { dateTimeInput } from './dateTimeInput.ts'
import { divider } from './divider.ts'
import { emailInput } from './emailInput.ts'
import { fileUpload } from './fileUpload.ts'
import { flow } from './flow.ts'
import { icon } from './icon.ts'
import { image } from './image.ts'
import { kanban } from './kanban.ts'
import { list } from './list.ts'
import { lookup } from './lookup.ts'
import { metric } from './metric.ts'
import { nestedComponent } from './nestedComponent.ts'
import { numberInput } from './numberInput.ts'
import { pageHeader } from './pageHeader.ts'
import { passwordInput } from './passwordInput.ts'
import { path } from './path.ts'
import { phoneInput } from './phoneInput.ts'
import { progress } from './progress.ts'
import { radioGroup } from './radioGroup.ts'
import { rating } from './rating.ts'
import { recordDetail } from './recordDetail/declaration.ts'
import { repeater } from './repeater.ts'
import { richText } from './richText.ts'
import { richTextInput } from './richTextInput.ts'
import { searchInput } from './searchInput.ts'
import { slider } from './slider.ts'
import { spacer } from './spacer.ts'
import { STYLE } from './style.ts'
import { tabs } from './tabs.ts'
import { text } from './text.ts'
import { textarea } from './textarea.ts'
import { textInput } from './textInput.ts'
import { timeInput } from './timeInput.ts'
import { timeline } from './timeline.ts'
import { toggle } from './toggle.ts'
import { tree } from './tree.ts'
import { urlInput } from './urlInput.ts'

/// Every kind of component, by its label.
export const componentTypes: readonly ComponentDeclaration[] = [
  accordion,
  alert,
  avatar,
  badge,
  breadcrumbs,
  button,
  buttonGroup,
  buttonIcon,
  buttonMenu,
  calendar,
  card,
  chart,
  checkbox,
  checkboxGroup,
  columns,
  combobox,
  container,
  dataTable,
  dateInput,
  dateTimeInput,
  divider,
  emailInput,
  fileUpload,
  flow,
  icon,
  image,
  kanban,
  list,
  lookup,
  metric,
  nestedComponent,
  numberInput,
  pageHeader,
  passwordInput,
  path,
  phoneInput,
  progress,
  radioGroup,
  rating,
  recordDetail,
  repeater,
  richText,
  richTextInput,
  searchInput,
  slider,
  spacer,
  tabs,
  text,
  textarea,
  textInput,
  timeInput,
  timeline,
  toggle,
  tree,
  urlInput,
].map(declaration => ({ ...declaration, attributes: [...declaration.attributes, STYLE] }))

const byType = new Map(componentTypes.map(declaration => [declaration.type, declaration]))

export const componentType = (type: string): ComponentDeclaration | undefined => byType.get(type)
