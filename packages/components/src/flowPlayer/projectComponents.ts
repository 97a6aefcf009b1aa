import { type ComponentHost, sendRequest } from '@millrace/runtime'
import { createElement, type ComponentType, Fragment, useEffect, useMemo, useRef, useState } from 'react'
import {
  type LocalAction,
  registeredLocalAction,
  registeredScreenComponent,
  registerLocalAction,
  registerScreenComponent,
  type ScreenComponentProps,
} from './screenComponents.ts'
import { webComponentView } from './webComponentView.ts'

/// What a module of the project's folder `screenComponents` may export.
interface ProjectModule {
  /// A web component.
  readonly default?: unknown
  /// Makes a component for React from the functions of the React that the page has.
  readonly reactComponent?: unknown
  /// Does the work of a local action.
  readonly invoke?: unknown
}

const REACT = { createElement, Fragment, useEffect, useMemo, useRef, useState }

/// The file of the component or local action [name]: `c:starRating` is `starRating`, `shop:cart` is `shop__cart`.
export const moduleName = (name: string): string => name.replace(/^c:/, '').replace(':', '__')

/// Looks in the project for the module of [name] and registers what it exports, unless the page has registered something
/// under that name itself. Without one nothing happens.
export async function loadProjectComponent(host: ComponentHost, name: string): Promise<void> {
  if (registeredScreenComponent(name) || registeredLocalAction(name)) return
  const path = (await modulesOf(host)).get(moduleName(name))
  if (path === undefined) return
  const module = (await import(/* @vite-ignore */ path)) as ProjectModule
  register(name, module)
}

function register(name: string, { default: element, reactComponent, invoke }: ProjectModule): void {
  if (typeof reactComponent === 'function')
    registerScreenComponent(
      name,
      (reactComponent as (react: typeof REACT) => ComponentType<ScreenComponentProps>)(REACT),
    )
  else if (isElementClass(element)) registerScreenComponent(name, webComponentView(name, element))
  if (typeof invoke === 'function') registerLocalAction(name, invoke as LocalAction)
}

const isElementClass = (value: unknown): value is CustomElementConstructor =>
  typeof value === 'function' && value.prototype instanceof HTMLElement

let modules: Promise<ReadonlyMap<string, string>> | undefined

/// The addresses of the project's modules, by their names. An address has the hash of what it leads to.
function modulesOf(host: ComponentHost): Promise<ReadonlyMap<string, string>> {
  modules ??= readModules(host).catch(() => {
    modules = undefined
    return new Map()
  })
  return modules
}

async function readModules(host: ComponentHost): Promise<ReadonlyMap<string, string>> {
  const answer = await sendRequest(host, '/millrace/v1/screenComponents', { method: 'GET' })
  if (answer.status !== 200) return new Map()
  const { components } = answer.body as { components: readonly { readonly name: string; readonly path: string }[] }
  return new Map(components.map(({ name, path }) => [name, path]))
}
