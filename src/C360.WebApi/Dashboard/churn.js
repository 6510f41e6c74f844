// The customers who may leave: the list that Marketing calls from, and takes with it as CSV.
import { download, Refusal } from './api.js';
import { at, h, announce } from './dom.js';
import * as format from './format.js';
import { scroller, sortableTable } from './table.js';

const minima = [0, 500, 1000, 2500, 5000, 10000];
const lengths = [25, 50, 200, 1000];
const columns = [
    { key: 'customer_name', label: 'Customer', write: format.name, below: 'customer_id' },
    { key: 'email', label: 'E-mail' },
    { key: 'customer_segment', label: 'Segment', write: format.name },
    { key: 'loyalty_tier', label: 'Tier' },
    { key: 'total_spent', label: 'Spent', write: format.money, numeric: true },
    { key: 'lifetime_value', label: 'Lifetime value', write: format.money, numeric: true },
    { key: 'last_purchase_date', label: 'Last purchase', write: format.date, numeric: true },
    { key: 'customer_health_score', label: 'Health', write: format.score, numeric: true },
];

/** The card; it asks again when its reader chooses another minimum or length. */
export function churn() {
    let reload = () => {};
    let shown = null;
    const order = { key: null, descending: false };
    const choice = (id, label, values, chosen) =>
        h(
            'label',
            { class: 'choice', for: id },
            label,
            h(
                'select',
                { id, change: () => reload() },
                values.map(value => h('option', { value, selected: value === chosen }, format.count(value))),
            ),
        );
    const save = h('button', { type: 'button', id: 'churn-csv', disabled: true, click: () => take() }, 'Download CSV');
    const problem = h('p', { class: 'problem', role: 'alert' });
    const tools = h(
        'div',
        { class: 'choices' },
        choice('churn-minimum', 'Lifetime value from', minima, 1000),
        choice('churn-limit', 'At most', lengths, 50),
        save,
        problem,
    );
    const path = () => `marketing/churn-risk-customers?min_lifetime_value=${at('churn-minimum').value}&limit=${at('churn-limit').value}`;

    async function take() {
        problem.textContent = '';
        try {
            const saved = await download(`${shown.path}&format=csv`);
            announce(`Saved ${saved.name}`);
            // The data may have become newer since the list was shown: then the list follows the file.
            if (saved.version !== shown.version) reload();
        } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            problem.textContent = `Not saved: ${error.message}`;
        }
    }

    return {
        id: 'churn',
        team: 'marketing',
        title: 'Churn risk',
        about: 'Customers who stopped buying, those who spent most first',
        wide: true,
        tools,
        path,
        empty: 'No customer at risk has such a lifetime value.',
        /** The card that is loaded again. */
        owned(card) {
            reload = () => card.load();
        },
        show(rows, meta) {
            // The file is asked as the list was, whatever is chosen by then.
            shown = { path: path(), version: meta.data_version };
            return [
                h(
                    'p',
                    { class: 'about' },
                    meta.truncated
                        ? [h('span', { class: 'badge' }, 'Truncated'), ` The first ${format.count(rows.length)}; there are more.`]
                        : `${format.several(rows.length, 'customer', 'customers')}.`,
                ),
                scroller('Churn risk', sortableTable('Customers at risk', columns, rows, order)),
            ];
        },
        /** There is something to save while there is something to see. */
        changed(answer) {
            save.disabled = !answer || answer.count === 0;
            problem.textContent = '';
        },
    };
}
