import type { ComponentType } from 'react'
import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { Accordion } from './Accordion.tsx'
import { Alert } from './Alert.tsx'
import { Avatar } from './Avatar.tsx'
import { Badge } from './Badge.tsx'
import { Breadcrumbs } from './Breadcrumbs.tsx'
import { Button } from './Button.tsx'
import { ButtonGroup } from './ButtonGroup.tsx'
import { ButtonIcon } from './ButtonIcon.tsx'
import { ButtonMenu } from './ButtonMenu.tsx'
import { Card } from './Card.tsx'
import { Chart } from './Chart.tsx'
import { Columns } from './Columns.tsx'
import { Container } from './Container.tsx'
import { DataTable } from './DataTable.tsx'
import { Divider } from './Divider.tsx'
import { Flow } from './Flow.tsx'
import { Icon } from './Icon.tsx'
import { Image } from './Image.tsx'
import type * as Inputs from './inputs.ts'
import { lazyView } from './lazyView.tsx'
import { List } from './List.tsx'
import { Metric } from './Metric.tsx'
import { NestedComponent } from './NestedComponent.tsx'
import { PageHeader } from './PageHeader.tsx'
import { Progress } from './Progress.tsx'
import { Repeater } from './Repeater.tsx'
import { RichText } from './RichText.tsx'
import { Spacer } from './Spacer.tsx'
import { Tabs } from './Tabs.tsx'
import { Text } from './Text.tsx'

// Inputs come in one piece, when a page has the first of them.
const input = (name: keyof typeof Inputs) => lazyView(async () => (await import('./inputs.ts'))[name])

/// What shows each component type. A new one is a file beside these and a line here.
export const componentViews: Readonly<Record<string, ComponentType<ComponentProps>>> = {
  Accordion,
  Alert,
  Avatar,
  Badge,
  Breadcrumbs,
  Button,
  ButtonGroup,
  ButtonIcon,
  ButtonMenu,
  Calendar: lazyView(async () => (await import('./Calendar.tsx')).Calendar),
  Card,
  Chart,
  Checkbox: input('Checkbox'),
  CheckboxGroup: input('CheckboxGroup'),
  Columns,
  Combobox: input('Combobox'),
  Container,
  DataTable,
  DateInput: input('DateInput'),
  DateTimeInput: input('DateTimeInput'),
  Divider,
  DynamicComponent: NestedComponent,
  EmailInput: input('EmailInput'),
  FileUpload: input('FileUpload'),
  Flow,
  Icon,
  Image,
  Kanban: lazyView(async () => (await import('./Kanban.tsx')).Kanban),
  List,
  Lookup: input('Lookup'),
  Metric,
  NumberInput: input('NumberInput'),
  PageHeader,
  PasswordInput: input('PasswordInput'),
  Path: lazyView(async () => (await import('./Path.tsx')).Path),
  PhoneInput: input('PhoneInput'),
  Progress,
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
