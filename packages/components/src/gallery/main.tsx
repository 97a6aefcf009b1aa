import { useMemo } from 'react'
import { createRoot } from 'react-dom/client'
import { directionOf } from '../labels/Localized.tsx'
import { AppHeader } from '../page/AppHeader.tsx'
import { DynamicComponent } from '../renderer/DynamicComponent.tsx'
import '../slds/millrace.css'
import { Button } from '../slds/Button.tsx'
import { Icon } from '../slds/Icon.tsx'
import { Menu } from '../slds/Menu.tsx'
import { PageHeader } from '../slds/PageHeader.tsx'
import { ScopedNotification } from '../slds/ScopedNotification.tsx'
import { newToastList } from '../slds/toastList.ts'
import { Toasts } from '../slds/Toasts.tsx'
import { startTheme } from '../theme/theme.ts'
import { galleryHost } from './galleryServer.ts'
import { paletteStories } from './paletteStories.ts'
import { stories, type Story } from './stories.ts'

const toasts = newToastList()
startTheme()

// gallery.html?theme=dark&density=compact&locale=ar shows it as other people see it.
const wish = new URLSearchParams(window.location.search)
const locale = wish.get('locale') ?? 'en_US'
if (wish.has('theme')) document.documentElement.dataset['millraceTheme'] = wish.get('theme') ?? ''
if (wish.has('density')) document.documentElement.dataset['millraceDensity'] = wish.get('density') ?? ''
document.documentElement.dir = directionOf(locale)

/// All stories, those of the palette, or the one whose name the address ends with: gallery.html#palette, gallery.html#Empty
function Gallery() {
  const wanted = decodeURIComponent(window.location.hash.slice(1))
  const shown = wanted === 'palette' ? paletteStories : stories.filter(({ name }) => !wanted || name === wanted)
  return (
    <>
      <AppHeader
        appName="Millrace"
        tabs={[
          { label: 'Gallery', href: '#', isActive: true },
          { label: 'Empty', href: '#Empty', isActive: false },
        ]}
        actions={<UserMenu />}
      />
      <main id="main" className="millrace-page">
        <PageHeader title="Gallery" kind="Components" iconName="standard:app" />
        {(!wanted || wanted === 'Parts') && <Parts />}
        {shown.map(story => (
          <StoryView key={story.name} story={story} />
        ))}
      </main>
      <Toasts list={toasts} />
    </>
  )
}

function StoryView({ story }: { story: Story }) {
  const host = useMemo(() => ({ ...galleryHost(story.server, toasts.show), locale }), [story])
  return (
    <section data-story={story.name} aria-label={story.name} className="slds-m-bottom_medium">
      <p className="slds-text-title_caps slds-m-bottom_xx-small">{story.name}</p>
      <DynamicComponent definition={story.definition} host={host} />
    </section>
  )
}

function UserMenu() {
  return (
    <Menu
      button={{ iconName: 'utility:user', assistiveText: 'Signed in as Ada Ng', variant: 'container' }}
      items={[
        { name: 'settings', label: 'Settings', iconName: 'utility:settings' },
        { name: 'signOut', label: 'Sign Out', iconName: 'utility:logout' },
      ]}
      onSelect={name => toasts.show({ title: name, variant: 'info', mode: 'pester' })}
    />
  )
}

const variants = ['base', 'neutral', 'brand', 'outline-brand', 'destructive', 'text-destructive', 'success'] as const
const kinds = ['info', 'success', 'warning', 'error'] as const

function Parts() {
  return (
    <section data-story="Parts" aria-label="Parts" className="millrace-component slds-m-bottom_medium">
      <div className="millrace-button-row">
        {variants.map(variant => (
          <Button key={variant} label={variant} variant={variant} />
        ))}
        <Button label="busy" variant="brand" busy />
        <Button label="disabled" disabled />
        <Icon name="standard:opportunity" size="medium" assistiveText="An icon that the code does not name" />
      </div>
      <div className="millrace-button-row">
        {kinds.map(variant => (
          <Button
            key={variant}
            label={`Toast ${variant}`}
            onClick={() =>
              toasts.show({ variant, mode: 'dismissible', title: `A toast: ${variant}`, message: 'What happened.' })
            }
          />
        ))}
        <Button
          label="Sticky toast"
          onClick={() => toasts.show({ variant: 'error', mode: 'sticky', title: 'A toast that stays' })}
        />
      </div>
      {kinds.map(variant => (
        <ScopedNotification key={variant} variant={variant}>
          A notification: {variant}.
        </ScopedNotification>
      ))}
    </section>
  )
}

createRoot(document.getElementById('app')!).render(<Gallery />)
