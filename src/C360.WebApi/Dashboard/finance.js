// Finance: where the revenue comes from, and what customers are worth.
import { bars, parts } from './charts.js';
import { column, customers, group, people } from './columns.js';
import * as format from './format.js';
import { numbers } from './table.js';

/** Revenue, as parts of the whole. */
export const revenue = {
    id: 'revenue',
    team: 'finance',
    title: 'Revenue by segment',
    about: 'Share of the completed purchases',
    path: 'finance/revenue-analysis',
    empty: 'There is no revenue.',
    show(rows) {
        const shown = rows.map((row, index) => ({
            label: format.name(row.customer_segment),
            value: row.total_revenue,
            text: format.money(row.total_revenue),
            tone: `shade-${index % 5}`,
            note: [
                row.percentage_of_total_revenue === null ? 'no revenue' : `${format.percent(row.percentage_of_total_revenue)} of revenue`,
                `${format.money(row.avg_revenue_per_customer)} per customer`,
            ].join(', '),
        }));
        return [
            rows.some(row => row.total_revenue > 0) && parts('Share of revenue by segment', shown),
            bars('Revenue by segment', shown),
            numbers(
                'Revenue by segment',
                [
                    group('customer_segment', 'Segment'),
                    customers,
                    column('total_revenue', 'Revenue', format.money),
                    column('percentage_of_total_revenue', 'Share', format.percent),
                    column('avg_revenue_per_customer', 'Per customer', format.money),
                ],
                rows,
            ),
        ];
    },
};

/** Lifetime value. */
export const lifetime = {
    id: 'lifetime',
    team: 'finance',
    title: 'Customer lifetime value',
    about: 'Mean lifetime value by value segment',
    path: 'finance/customer-lifetime-value',
    empty: 'There are no customers.',
    show: rows => [
        bars(
            'Mean lifetime value by value segment',
            rows.map(row => ({
                label: format.name(row.value_segment),
                value: row.avg_lifetime_value,
                text: format.money(row.avg_lifetime_value),
                note: `${people(row.customer_count)}, revenue ${format.money(row.total_revenue)}`,
            })),
        ),
        numbers(
            'Customer lifetime value',
            [
                group('value_segment', 'Segment'),
                customers,
                column('avg_lifetime_value', 'Mean lifetime value', format.money),
                column('total_revenue', 'Revenue', format.money),
                column('avg_transactions_per_customer', 'Mean purchases', format.mean),
            ],
            rows,
        ),
    ],
};
