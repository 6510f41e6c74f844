// Product: what is bought, and who uses the app.
import { bars, legend } from './charts.js';
import { column, group, pair, people } from './columns.js';
import { h } from './dom.js';
import * as format from './format.js';
import { numbers } from './table.js';

/** Categories, and who comes back to them. */
export const categories = {
    id: 'categories',
    team: 'product',
    title: 'Product categories',
    about: 'What they bring in, and how many of their buyers came back',
    path: 'product/category-insights',
    empty: 'Nothing has been sold.',
    wide: true,
    show: rows => [
        pair(
            'Revenue',
            bars(
                'Revenue by category',
                rows.map(row => ({
                    label: format.name(row.category),
                    value: row.total_revenue,
                    text: format.money(row.total_revenue),
                })),
            ),
            'Repeat purchase rate',
            bars(
                'Repeat purchase rate by category',
                rows.map(row => ({
                    label: format.name(row.category),
                    value: row.repeat_purchase_rate,
                    text: format.ratio(row.repeat_purchase_rate),
                    tone: 'shade-2',
                })),
                1,
            ),
        ),
        numbers(
            'Product categories',
            [
                group('category', 'Category'),
                column('total_revenue', 'Revenue', format.money),
                column('customer_count', 'Buyers', format.count),
                column('repeat_purchase_rate', 'Came back', format.ratio),
                column('avg_order_value', 'Mean order', format.money),
            ],
            rows,
        ),
    ],
};

/** Users of the app. */
export const digital = {
    id: 'digital',
    team: 'product',
    title: 'Digital engagement',
    about: 'Who uses the app, and how much, by generation',
    path: 'product/digital-engagement-analysis',
    empty: 'There are no customers.',
    wide: true,
    show: rows => [
        pair(
            'App adoption',
            [
                legend('App users', 'All customers'),
                bars(
                    'App users by generation',
                    rows.map(row => ({
                        label: format.name(row.generation_segment),
                        value: row.total_customers,
                        part: row.app_users,
                        text: format.percent(row.app_adoption_rate_pct),
                        note: `${format.count(row.app_users)} of ${people(row.total_customers)}`,
                    })),
                ),
            ],
            'Engagement score',
            [
                h('p', { class: 'legend' }, 'Mean over all customers of the generation'),
                bars(
                    'Mean engagement score by generation',
                    rows.map(row => ({
                        label: format.name(row.generation_segment),
                        value: row.avg_engagement_score,
                        text: format.mean(row.avg_engagement_score),
                        tone: 'shade-2',
                        note: format.several(row.digital_natives, 'digital native', 'digital natives'),
                    })),
                ),
            ],
        ),
        numbers(
            'Digital engagement',
            [
                group('generation_segment', 'Generation'),
                column('total_customers', 'Customers', format.count),
                column('app_users', 'App users', format.count),
                column('app_adoption_rate_pct', 'App adoption', format.percent),
                column('digital_natives', 'Digital natives', format.count),
                column('avg_engagement_score', 'Mean engagement', format.mean),
            ],
            rows,
        ),
    ],
};
