// The cards of the four teams: which query each one asks, and how its answer is shown.
import { bars, legend, parts } from './charts.js';
import { churn } from './churn.js';
import * as format from './format.js';
import { rfm } from './rfm.js';
import { numbers } from './table.js';

const tones = { Active: 'good', 'At Risk': 'warn', Churned: 'bad', 'Never Purchased': 'idle' };
const group = (key, label) => ({ key, label, write: format.name });
const column = (key, label, write) => ({ key, label, write, numeric: true });
const customers = column('customer_count', 'Customers', format.count);
const people = number => format.several(number, 'customer', 'customers');

/** The first card is asked alone: its answer tells whether a key is needed. */
export const status = {
    id: 'status', team: 'marketing', title: 'Customers by status', about: 'By the days since their last purchase',
    path: 'marketing/customer-health-overview', empty: 'There are no customers.', wide: 'third',
    show(rows) {
        const all = format.sum(rows.map(row => row.customer_count));
        return [
            bars('Customers by status', rows.map(row => ({
                label: format.name(row.customer_status), value: row.customer_count, text: format.count(row.customer_count), tone: tones[row.customer_status],
                note: `${format.ratio(row.customer_count / all)} of all, health ${format.score(row.avg_health_score)}`,
            }))),
            numbers('Customers by status', [group('customer_status', 'Status'), customers, column('avg_health_score', 'Mean health', format.score),
                column('avg_total_spent', 'Mean spent', format.money), column('avg_transactions', 'Mean purchases', format.mean)], rows),
        ];
    },
};

const loyalty = {
    id: 'loyalty', team: 'marketing', title: 'Loyalty program', about: 'Mean lifetime value by tier',
    path: 'marketing/loyalty-program-metrics', empty: 'There are no customers.', wide: 'third',
    show: rows => [
        bars('Mean lifetime value by loyalty tier', rows.map(row => ({
            label: format.name(row.loyalty_tier), value: row.avg_lifetime_value, text: format.money(row.avg_lifetime_value),
            note: `${people(row.customer_count)}, ${row.avg_redemption_rate_pct === null ? 'no points earned' : `${format.percent(row.avg_redemption_rate_pct)} of points redeemed`}`,
        }))),
        numbers('Loyalty program', [group('loyalty_tier', 'Tier'), customers, column('avg_lifetime_value', 'Mean lifetime value', format.money),
            column('avg_total_spent', 'Mean spent', format.money), column('avg_points_balance', 'Mean points', format.count),
            column('avg_redemption_rate_pct', 'Points redeemed', format.percent)], rows),
    ],
};

const digital = {
    id: 'digital', team: 'product', title: 'Digital engagement', about: 'App users by generation',
    path: 'product/digital-engagement-analysis', empty: 'There are no customers.', wide: 'half',
    show: rows => [
        legend('App users', 'All customers'),
        bars('App users by generation', rows.map(row => ({
            label: format.name(row.generation_segment), value: row.total_customers, part: row.app_users, text: format.percent(row.app_adoption_rate_pct),
            note: `${format.count(row.app_users)} of ${people(row.total_customers)}, engagement ${format.mean(row.avg_engagement_score)}`,
        }))),
        numbers('Digital engagement', [group('generation_segment', 'Generation'), column('total_customers', 'Customers', format.count),
            column('app_users', 'App users', format.count), column('app_adoption_rate_pct', 'App adoption', format.percent),
            column('digital_natives', 'Digital natives', format.count), column('avg_engagement_score', 'Mean engagement', format.mean)], rows),
    ],
};

const revenue = {
    id: 'revenue', team: 'finance', title: 'Revenue by segment', about: 'Share of the completed purchases',
    path: 'finance/revenue-analysis', empty: 'There is no revenue.', wide: 'half',
    show(rows) {
        const shown = rows.map((row, index) => ({
            label: format.name(row.customer_segment), value: row.total_revenue, text: format.money(row.total_revenue), tone: `shade-${index % 5}`,
            note: `${format.percent(row.percentage_of_total_revenue)} of revenue, ${format.money(row.avg_revenue_per_customer)} per customer`,
        }));
        return [
            parts('Share of revenue by segment', shown),
            bars('Revenue by segment', shown),
            numbers('Revenue by segment', [group('customer_segment', 'Segment'), customers, column('total_revenue', 'Revenue', format.money),
                column('percentage_of_total_revenue', 'Share', format.percent), column('avg_revenue_per_customer', 'Per customer', format.money)], rows),
        ];
    },
};

const lifetime = {
    id: 'lifetime', team: 'finance', title: 'Customer lifetime value', about: 'Mean lifetime value by value segment',
    path: 'finance/customer-lifetime-value', empty: 'There are no customers.', wide: 'half',
    show: rows => [
        bars('Mean lifetime value by value segment', rows.map(row => ({
            label: format.name(row.value_segment), value: row.avg_lifetime_value, text: format.money(row.avg_lifetime_value),
            note: `${people(row.customer_count)}, revenue ${format.money(row.total_revenue)}`,
        }))),
        numbers('Customer lifetime value', [group('value_segment', 'Segment'), customers, column('avg_lifetime_value', 'Mean lifetime value', format.money),
            column('total_revenue', 'Revenue', format.money), column('avg_transactions_per_customer', 'Mean purchases', format.mean)], rows),
    ],
};

const categories = {
    id: 'categories', team: 'product', title: 'Revenue by category', about: 'And how many of its buyers came back',
    path: 'product/category-insights', empty: 'Nothing has been sold.', wide: 'half',
    show: rows => [
        bars('Revenue by category', rows.map(row => ({
            label: format.name(row.category), value: row.total_revenue, text: format.money(row.total_revenue),
            note: `${format.ratio(row.repeat_purchase_rate)} of ${format.several(row.customer_count, 'buyer', 'buyers')} came back`,
        }))),
        numbers('Revenue by category', [group('category', 'Category'), column('total_revenue', 'Revenue', format.money),
            column('customer_count', 'Buyers', format.count), column('repeat_purchase_rate', 'Came back', format.ratio),
            column('avg_order_value', 'Mean order', format.money)], rows),
    ],
};

const support = {
    id: 'support', team: 'success', title: 'Support', about: 'Customers with tickets, by their satisfaction',
    path: 'customer-success/support-insights', empty: 'No customer has opened a ticket.', wide: 'half',
    show: rows => [
        bars('Customers with tickets by satisfaction', rows.map(row => ({
            label: format.name(row.support_satisfaction_level), value: row.customer_count, text: format.count(row.customer_count),
            tone: { 'Highly Satisfied': 'good', 'Needs Attention': 'bad' }[row.support_satisfaction_level],
            note: `satisfaction ${format.score(row.avg_satisfaction_score)}, ${format.several(row.total_urgent_tickets, 'urgent ticket', 'urgent tickets')}`,
        }))),
        numbers('Support', [group('support_satisfaction_level', 'Satisfaction'), customers, column('avg_tickets_per_customer', 'Mean tickets', format.mean),
            column('avg_satisfaction_score', 'Mean score', format.score), column('total_urgent_tickets', 'Urgent tickets', format.count),
            column('avg_customer_value', 'Mean spent', format.money)], rows),
    ],
};

const lifecycle = {
    id: 'lifecycle', team: 'success', title: 'Lifecycle', about: 'Active customers by the time since they registered',
    path: 'customer-success/lifecycle-analysis', empty: 'There are no customers.', wide: 'half',
    show: rows => [
        legend('Active', 'All customers'),
        bars('Active customers by tenure', rows.map(row => ({
            label: format.name(row.customer_tenure_segment), value: row.customer_count, part: row.active_customers,
            text: format.ratio(row.active_customers / row.customer_count),
            note: `${format.count(row.active_customers)} of ${people(row.customer_count)}, health ${format.score(row.avg_health_score)}`,
        }))),
        numbers('Lifecycle', [group('customer_tenure_segment', 'Registered'), customers, column('active_customers', 'Active', format.count),
            column('avg_transactions', 'Mean purchases', format.mean), column('avg_total_spent', 'Mean spent', format.money),
            column('avg_health_score', 'Mean health', format.score)], rows),
    ],
};

/** In the order in which they stand on the page. */
export const kinds = [status, loyalty, churn(), revenue, lifetime, rfm, categories, digital, support, lifecycle];
