import { allComponents, type ComponentState } from '@millrace/runtime'
import type { ComponentType } from 'react'
import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { Alert } from './Alert.tsx'
import { Badge } from './Badge.tsx'
import { Button } from './Button.tsx'
import { ButtonGroup } from './ButtonGroup.tsx'
import { ButtonIcon } from './ButtonIcon.tsx'
import { ButtonMenu } from './ButtonMenu.tsx'
import { Card } from './Card.tsx'
import { Columns } from './Columns.tsx'
import { Container } from './Container.tsx'
import { Divider } from './Divider.tsx'
import { Icon } from './Icon.tsx'
import type * as Inputs from './inputs.ts'
import { type LazyView, lazyView } from './lazyView.tsx'
import { PageHeader } from './PageHeader.tsx'
import { Repeater } from './Repeater.tsx'
import { RichText } from './RichText.tsx'
import { Spacer } from './Spacer.tsx'
import { Tabs } from './Tabs.tsx'
import { Text } from './Text.tsx'

// Inputs come in one piece, when a page has the first of them.
const input = (name: keyof typeof Inputs) => lazyView(async () => (await import('./inputs.ts'))[name])

/// What shows each component type. A new one is a file beside these and a line here.
export const componentViews: Readonly<Record<string, ComponentType<ComponentProps> | LazyView>> = {
  Accordion: lazyView(async () => (await import('./Accordion.tsx')).Accordion),
  Alert,
  Avatar: lazyView(async () => (await import('./Avatar.tsx')).Avatar),
  Badge,
  Breadcrumbs: lazyView(async () => (await import('./Breadcrumbs.tsx')).Breadcrumbs),
  Button,
  ButtonGroup,
  ButtonIcon,
  ButtonMenu,
  Calendar: lazyView(async () => (await import('./Calendar.tsx')).Calendar),
  Card,
  Chart: lazyView(async () => (await import('./Chart.tsx')).Chart),
  Checkbox: input('Checkbox'),
  CheckboxGroup: input('CheckboxGroup'),
  Columns,
  Combobox: input('Combobox'),
  Container,
  DataTable: lazyView(async () => (await import('./DataTable.tsx')).DataTable),
  DateInput: input('DateInput'),
  DateTimeInput: input('DateTimeInput'),
  Divider,
  DynamicComponent: lazyView(async () => (await import('./NestedComponent.tsx')).NestedComponent),
  EmailInput: input('EmailInput'),
  FileUpload: input('FileUpload'),
  Flow: lazyView(async () => (await import('./Flow.tsx')).Flow),
  Icon,
  Image: lazyView(async () => (await import('./Image.tsx')).Image),
  Kanban: lazyView(async () => (await import('./Kanban.tsx')).Kanban),
  List: lazyView(async () => (await import('./List.tsx')).List),
  Lookup: input('Lookup'),
  Metric: lazyView(async () => (await import('./Metric.tsx')).Metric),
  NumberInput: input('NumberInput'),
  PageHeader,
  PasswordInput: input('PasswordInput'),
  Path: lazyView(async () => (await import('./Path.tsx')).Path),
  PhoneInput: input('PhoneInput'),
  Progress: lazyView(async () => (await import('./Progress.tsx')).Progress),
  RadioGroup: input('RadioGroup'),
  Rating: input('Rating'),
  RecordDetail: lazyView(async () => (await import('./RecordDetail.tsx')).RecordDetail),
  Repeater,
  RichText,
  RichTextInput: input('RichTextInput'),
  SearchInput: input('SearchInput'),
  Slider: input('Slider'),
  Spacer,
  Tabs,
  Text,
  Textarea: input('Textarea'),
  TextInput: input('TextInput'),
  TimeInput: input('TimeInput'),
  Timeline: lazyView(async () => (await import('./Timeline.tsx')).Timeline),
  Toggle: input('Toggle'),
  Tree: lazyView(async () => (await import('./Tree.tsx')).Tree),
  UrlInput: input('UrlInput'),
}

/// What shows components of a definition and has not been fetched.
export function viewsToLoad({ components }: ComponentState['definition']): readonly LazyView[] {
  const types = new Set(allComponents(components).map(({ type }) => type))
  return [...types].flatMap(type => {
    const view = componentViews[type]
    return view && 'load' in view && !view.isLoaded() ? [view] : []
  })
}
