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
import { Icon } from './Icon.tsx'
import { Image } from './Image.tsx'
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
  Card,
  Chart,
  Columns,
  Container,
  DataTable,
  Divider,
  Icon,
  Image,
  List,
  Metric,
  DynamicComponent: NestedComponent,
  PageHeader,
  Progress,
  Repeater,
  RichText,
  Spacer,
  Tabs,
  Text,
}
