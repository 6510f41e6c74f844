// Tables: every chart's numbers, and lists that can be sorted by their headings.
import { h, announce, newId } from './dom.js';

/** A table of rows; a column is { key, label, write, numeric }, and the first one names its row. */
export function table(caption, columns, rows) {
    const body = h('tbody');
    fill(body, columns, rows);
    return h(
        'table',
        null,
        h('caption', { class: 'unseen' }, caption),
        h(
            'thead',
            null,
            h(
                'tr',
                null,
                columns.map(column => h('th', { scope: 'col', class: column.numeric && 'numeric' }, column.label)),
            ),
        ),
        body,
    );
}

/**
 * A table that its reader can sort by each column. The order { key, descending } is the caller's, so that newer rows keep it;
 * without a key it is the service's.
 */
export function sortableTable(caption, columns, rows, order) {
    const body = h('tbody');
    const heads = columns.map(column =>
        h(
            'th',
            { scope: 'col', class: column.numeric && 'numeric' },
            h(
                'button',
                { type: 'button', class: 'sort', click: () => sort(column) },
                column.label,
                h('span', { class: 'arrow', 'aria-hidden': 'true' }),
            ),
        ),
    );

    function sort(column) {
        // Numbers and dates are looked at from the top, names from the start.
        order.descending = order.key === column.key ? !order.descending : Boolean(column.numeric);
        order.key = column.key;
        show();
        announce(`Sorted by ${column.label}, ${direction()}`);
    }

    function show() {
        heads.forEach((head, index) =>
            columns[index].key === order.key ? head.setAttribute('aria-sort', direction()) : head.removeAttribute('aria-sort'),
        );
        const sorted = (one, other) => compare(one[order.key], other[order.key], order.descending);
        fill(body, columns, order.key ? rows.toSorted(sorted) : rows);
    }

    const direction = () => (order.descending ? 'descending' : 'ascending');
    show();
    return h('table', null, h('caption', { class: 'unseen' }, caption), h('thead', null, h('tr', null, heads)), body);
}

/** A place of its own for what is wider than the card, which the keyboard can scroll. */
export const scroller = (name, content) => h('div', { class: 'scroller', role: 'region', 'aria-label': name, tabindex: 0 }, content);

/** A chart's numbers, folded away until they are asked for. */
export function numbers(name, columns, rows) {
    const id = newId('numbers');
    return h(
        'details',
        { class: 'numbers' },
        h('summary', { id }, 'Show as table', h('span', { class: 'unseen' }, `: ${name}`)),
        scroller(`${name}, as a table`, table(name, columns, rows)),
    );
}

function fill(body, columns, rows) {
    body.replaceChildren(
        ...rows.map(row =>
            h(
                'tr',
                null,
                columns.map((column, index) => {
                    const text = (column.write ?? String)(row[column.key]);
                    return index === 0
                        ? h(
                              'th',
                              { scope: 'row', class: column.numeric && 'numeric' },
                              text,
                              column.below && h('span', { class: 'below' }, row[column.below]),
                          )
                        : h('td', { class: column.numeric && 'numeric' }, text);
                }),
            ),
        ),
    );
}

/** What is not there comes last in both directions. */
function compare(one, other, descending) {
    if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1;
    const order = typeof one === 'number' ? one - other : String(one).localeCompare(String(other));
    return descending ? -order : order;
}
