// The figures at the top. They are made of what the cards have been told, so that they cost no request and never differ from a card.
import { at, h } from './dom.js';
import * as format from './format.js';

const of = (rows, status) => rows.find(row => row.customer_status === status)?.customer_count ?? 0;
const all = rows => format.sum(rows.map(row => row.customer_count));
const share = status => rows => (all(rows) === 0 ? format.nothing : format.ratio(of(rows, status) / all(rows)));
const counted = status => rows => format.several(of(rows, status), 'customer', 'customers');

/** The mean of (recency + frequency + monetary) / 3, exactly: it is in the scores, not in the rounded means. */
const health = rows =>
    all(rows) === 0
        ? format.nothing
        : format.score(
              format.sum(rows.map(row => row.customer_count * (row.recency_score + row.frequency_score + row.monetary_score))) /
                  (3 * all(rows)),
          );

const figures = [
    { id: 'customers', label: 'Customers', card: 'status', value: rows => format.count(all(rows)), note: () => 'with a profile' },
    { id: 'active', label: 'Active', card: 'status', value: share('Active'), note: counted('Active'), tone: 'good' },
    {
        id: 'total',
        label: 'Total revenue',
        card: 'revenue',
        value: rows => format.money(format.sumOfMoney(rows.map(row => row.total_revenue))),
        note: () => 'of all completed purchases',
    },
    { id: 'risk', label: 'At risk', card: 'status', value: share('At Risk'), note: counted('At Risk'), tone: 'warn' },
    { id: 'health', label: 'Mean health', card: 'rfm', value: health, note: () => 'from 1 to 5' },
];

/** Puts the empty figures on the page. */
export function drawGlance() {
    at('glance').replaceChildren(
        ...figures.map(figure =>
            h(
                'div',
                { class: `figure ${figure.tone ?? ''}` },
                h('dt', null, figure.label),
                h('dd', { id: `figure-${figure.id}` }, h('span', { class: 'value' }, '…'), h('span', { class: 'note' })),
            ),
        ),
    );
}

/** Fills those that a card's answer tells; without an answer they say so. */
export function tellGlance(cardId, answer) {
    for (const figure of figures.filter(each => each.card === cardId)) {
        const [value, note] = at(`figure-${figure.id}`).children;
        value.textContent = answer ? figure.value(answer.data) : format.nothing;
        note.textContent = answer ? figure.note(answer.data) : 'not to be had now';
    }
}
