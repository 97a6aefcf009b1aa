import type { ComponentType } from 'react'
import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { Button } from './Button.tsx'
import { Card } from './Card.tsx'
import { DataTable } from './DataTable.tsx'
import { Text } from './Text.tsx'

/// What shows each component type. A new one is a file beside these and a line here.
export const componentViews: Readonly<Record<string, ComponentType<ComponentProps>>> = { DataTable, Button, Text, Card }
