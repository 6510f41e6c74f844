// Recency and frequency as a grid, and the business segments that they make with the amounts spent.
import { bars, heat } from './charts.js';
import { h } from './dom.js';
import * as format from './format.js';
import { numbers } from './table.js';

const scores = [5, 4, 3, 2, 1];
const recency = { 5: '0–30', 4: '31–60', 3: '61–90', 2: '91–180', 1: '181 +' };
const frequency = { 1: 'none', 2: '1–2', 3: '3–4', 4: '5–9', 5: '10 +' };
const columns = [1, 2, 3, 4, 5];

/** Two letters of a segment's name: its initials, or how it begins. */
const code = name => {
    const words = format.name(name).split(' ');
    return words.length > 1 ? words[0][0] + words[1][0] : words[0].slice(0, 2);
};

/** The rows of one cell in one: a cell has up to five amounts spent, and is called after the segment of most of its customers. */
function cellOf(rows, r, f) {
    const here = rows.filter(row => row.recency_score === r && row.frequency_score === f);
    const value = format.sum(here.map(row => row.customer_count));
    const segments = segmentsOf(here);
    const bought = f === 1 ? 'No purchase' : `Last purchase ${recency[r]} days ago, ${frequency[f]} purchases`;
    const mainly = segments[0]?.label;
    return {
        column: columns.indexOf(f),
        row: scores.indexOf(r),
        value,
        code: mainly && code(mainly),
        text: `${bought}: ${format.several(value, 'customer', 'customers')}${mainly ? `, mostly ${mainly}` : ''}`,
    };
}

function segmentsOf(rows) {
    const counts = new Map();
    for (const row of rows) counts.set(row.business_segment, (counts.get(row.business_segment) ?? 0) + row.customer_count);
    return [...counts].map(([label, value]) => ({ label: format.name(label), value })).sort((one, other) => other.value - one.value);
}

export const rfm = {
    id: 'rfm',
    team: 'finance',
    title: 'Recency and frequency',
    about: 'How lately and how often customers buy, and what the business calls them',
    path: 'finance/rfm-segmentation',
    empty: 'There are no customers.',
    wide: true,
    show(rows) {
        const all = format.sum(rows.map(row => row.customer_count));
        const grid = heat('Customers by recency and frequency', {
            columns: columns.map(f => frequency[f]),
            rows: scores.map(r => recency[r]),
            columnTitle: 'Purchases',
            rowTitle: 'Days ago',
            cells: scores.flatMap(r => columns.map(f => cellOf(rows, r, f))),
        });
        const segments = bars(
            'Customers by business segment',
            segmentsOf(rows).map(segment => ({
                ...segment,
                label: `${code(segment.label)}  ${segment.label}`,
                text: `${format.count(segment.value)} · ${format.ratio(segment.value / all)}`,
            })),
        );
        return [
            h('div', { class: 'pair' }, grid, h('div', null, h('h4', null, 'Business segments'), segments)),
            numbers(
                'Recency, frequency and amount spent',
                [
                    { key: 'business_segment', label: 'Business segment', write: format.name },
                    ...[
                        ['recency_score', 'Recency'],
                        ['frequency_score', 'Frequency'],
                        ['monetary_score', 'Amount'],
                        ['customer_count', 'Customers'],
                    ].map(([key, label]) => ({ key, label, write: format.count, numeric: true })),
                    { key: 'avg_total_spent', label: 'Mean spent', write: format.money, numeric: true },
                ],
                rows,
            ),
        ];
    },
};
