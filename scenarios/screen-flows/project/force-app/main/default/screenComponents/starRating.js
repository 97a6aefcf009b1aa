/// Stars to choose from, as buttons. The screen gives it `label` and `stars`; it sets `stars`.
export default class StarRating extends HTMLElement {
  #stars = 0
  label = ''

  get stars() {
    return this.#stars
  }

  set stars(stars) {
    this.#stars = Number(stars ?? 0)
    this.#show()
  }

  connectedCallback() {
    this.#show()
  }

  /// What the flow asks before it goes on.
  validate() {
    return { isValid: this.#stars > 1, errorMessage: 'Give it at least two stars.' }
  }

  #show() {
    const title = document.createElement('span')
    title.textContent = this.label
    title.className = 'slds-form-element__label'
    this.replaceChildren(title, ...[1, 2, 3, 4, 5].map(stars => this.#star(stars)))
  }

  #star(stars) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'slds-button slds-button_icon'
    button.textContent = stars <= this.#stars ? '★' : '☆'
    button.setAttribute('aria-label', `${stars} stars`)
    button.setAttribute('aria-pressed', String(stars === this.#stars))
    button.addEventListener('click', () => this.#choose(stars))
    return button
  }

  #choose(stars) {
    this.stars = stars
    this.dispatchEvent(
      new CustomEvent('flowattributechange', { detail: { attributeName: 'stars', attributeValue: stars } }),
    )
  }
}
