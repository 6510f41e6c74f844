// Elements. Text from the data comes in as a child, and a child that is no element becomes a text node: nothing is ever read as markup.
const namespace = 'http://www.w3.org/2000/svg';
let ids = 0;

/** An HTML element. */
export const h = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);

/** An SVG element. */
export const s = (tag, attributes, ...children) => fill(document.createElementNS(namespace, tag), attributes, children);

/** An id that nothing else on the page has. */
export const newId = prefix => `${prefix}-${++ids}`;

/** The element that the page has under this id. */
export const at = id => document.getElementById(id);

/** Says something to whoever cannot see the change. The same words twice are said twice. */
export function announce(text) {
    const live = at('live');
    live.textContent = '';
    setTimeout(() => {
        live.textContent = text;
    }, 50);
}

/**
 * Puts newer content in the place of older of the same shape: what its reader has unfolded, how far it is scrolled and where the
 * keyboard is stay.
 */
export function renew(place, ...content) {
    const find = selector => [...place.querySelectorAll(selector)];
    const stops = 'summary, button, [tabindex]';
    const open = find('details').map(each => each.open);
    const scrolled = find('.scroller').map(each => [each.scrollLeft, each.scrollTop]);
    const focused = find(stops).indexOf(document.activeElement);
    place.replaceChildren(...content);
    find('details').forEach((each, index) => (each.open = open[index] ?? false));
    find('.scroller').forEach((each, index) => each.scrollTo(...(scrolled[index] ?? [0, 0])));
    find(stops)[focused]?.focus({ preventScroll: true });
}

function fill(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes ?? {})) {
        if (value === null || value === undefined || value === false) continue;
        if (typeof value === 'function') element.addEventListener(name, value);
        else element.setAttribute(name, value === true ? '' : value);
    }
    element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
    return element;
}
