// Customer Success: support, and the life of a customer.
import { bars, legend } from './charts.js';
import { column, customers, group, people } from './columns.js';
import * as format from './format.js';
import { numbers } from './table.js';

const urgent = tickets => format.several(tickets, 'urgent ticket', 'urgent tickets');

/** Customers with tickets. */
export const support = {
    id: 'support',
    team: 'success',
    title: 'Support',
    about: 'Customers with tickets, by their satisfaction',
    path: 'customer-success/support-insights',
    empty: 'No customer has opened a ticket.',
    show: rows => [
        bars(
            'Customers with tickets by satisfaction',
            rows.map(row => ({
                label: format.name(row.support_satisfaction_level),
                value: row.customer_count,
                text: format.count(row.customer_count),
                tone: { 'Highly Satisfied': 'good', 'Needs Attention': 'bad' }[row.support_satisfaction_level],
                note: `satisfaction ${format.score(row.avg_satisfaction_score)}, ${urgent(row.total_urgent_tickets)}`,
            })),
        ),
        numbers(
            'Support',
            [
                group('support_satisfaction_level', 'Satisfaction'),
                customers,
                column('avg_tickets_per_customer', 'Mean tickets', format.mean),
                column('avg_satisfaction_score', 'Mean score', format.score),
                column('total_urgent_tickets', 'Urgent tickets', format.count),
                column('avg_customer_value', 'Mean spent', format.money),
            ],
            rows,
        ),
    ],
};

/** How many stay active. */
export const lifecycle = {
    id: 'lifecycle',
    team: 'success',
    title: 'Lifecycle',
    about: 'Active customers by the time since they registered',
    path: 'customer-success/lifecycle-analysis',
    empty: 'There are no customers.',
    show: rows => [
        legend('Active', 'All customers'),
        bars(
            'Active customers by tenure',
            rows.map(row => ({
                label: format.name(row.customer_tenure_segment),
                value: row.customer_count,
                part: row.active_customers,
                text: format.ratio(row.active_customers / row.customer_count),
                note: `${format.count(row.active_customers)} of ${people(row.customer_count)}, health ${format.score(row.avg_health_score)}`,
            })),
        ),
        numbers(
            'Lifecycle',
            [
                group('customer_tenure_segment', 'Registered'),
                customers,
                column('active_customers', 'Active', format.count),
                column('avg_transactions', 'Mean purchases', format.mean),
                column('avg_total_spent', 'Mean spent', format.money),
                column('avg_health_score', 'Mean health', format.score),
            ],
            rows,
        ),
    ],
};
