// Marketing: who buys, and who is in the loyalty program.
import { bars } from './charts.js';
import { column, customers, group, people } from './columns.js';
import * as format from './format.js';
import { numbers } from './table.js';

const tones = { Active: 'good', 'At Risk': 'warn', Churned: 'bad', 'Never Purchased': 'idle' };
const redeemed = rate => (rate === null ? 'no points earned' : `${format.percent(rate)} of points redeemed`);

/** The first card is asked alone: its answer tells whether a key is needed. */
export const status = {
    id: 'status',
    team: 'marketing',
    title: 'Customers by status',
    about: 'By the days since their last purchase',
    path: 'marketing/customer-health-overview',
    empty: 'There are no customers.',
    show(rows) {
        const all = format.sum(rows.map(row => row.customer_count));
        return [
            bars(
                'Customers by status',
                rows.map(row => ({
                    label: format.name(row.customer_status),
                    value: row.customer_count,
                    text: format.count(row.customer_count),
                    tone: tones[row.customer_status],
                    note: `${format.ratio(row.customer_count / all)} of all, health ${format.score(row.avg_health_score)}`,
                })),
            ),
            numbers(
                'Customers by status',
                [
                    group('customer_status', 'Status'),
                    customers,
                    column('avg_health_score', 'Mean health', format.score),
                    column('avg_total_spent', 'Mean spent', format.money),
                    column('avg_transactions', 'Mean purchases', format.mean),
                ],
                rows,
            ),
        ];
    },
};

/** The tiers of the loyalty program. */
export const loyalty = {
    id: 'loyalty',
    team: 'marketing',
    title: 'Loyalty program',
    about: 'Mean lifetime value by tier',
    path: 'marketing/loyalty-program-metrics',
    empty: 'There are no customers.',
    show: rows => [
        bars(
            'Mean lifetime value by loyalty tier',
            rows.map(row => ({
                label: format.name(row.loyalty_tier),
                value: row.avg_lifetime_value,
                text: format.money(row.avg_lifetime_value),
                note: `${people(row.customer_count)}, ${redeemed(row.avg_redemption_rate_pct)}`,
            })),
        ),
        numbers(
            'Loyalty program',
            [
                group('loyalty_tier', 'Tier'),
                customers,
                column('avg_lifetime_value', 'Mean lifetime value', format.money),
                column('avg_total_spent', 'Mean spent', format.money),
                column('avg_points_balance', 'Mean points', format.count),
                column('avg_redemption_rate_pct', 'Points redeemed', format.percent),
            ],
            rows,
        ),
    ],
};
