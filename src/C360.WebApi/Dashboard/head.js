// The head: how the service is, how old its data, and how good.
import { ask, Refusal } from './api.js';
import { at, h, renew } from './dom.js';
import * as format from './format.js';
import { scroller, table } from './table.js';

const words = {
    healthy: ['good', 'Healthy'],
    degraded: ['warn', 'Degraded'],
    unavailable: ['bad', 'Unavailable'],
    unreachable: ['bad', 'Not reachable'],
};
const currency = 'Amounts are in the currency of the data';
let told = { health: null, known: null, sample: false, stale: false };
let asked = 0;

/** Takes what is new and shows it: the health, the last of which tells the age, and whether answers are of sample data or stale. */
export function tellHead(news) {
    told = { ...told, ...news, known: news.health ?? told.known };
    drawHead();
}

/** Shows what is known; again now and then, because "a minute ago" does not stay true. */
export function drawHead() {
    const { health, known } = told;
    const [tone, word] = words[health?.status ?? 'unreachable'];
    const none = known === null ? 'The age of the data is not known.' : 'There is no data yet.';
    at('freshness').replaceChildren(...(known?.data_version ? age(known) : [none]));
    const badges = [
        badge(tone, `Service: ${word}`),
        told.sample && badge('info', 'Sample data'),
        (told.stale || health?.stale) && badge('warn', 'Stale'),
        health?.last_refresh === 'running' && badge('info', 'Refreshing'),
        health?.last_refresh === 'failed' && badge('bad', 'Last refresh failed'),
    ];
    at('badges').replaceChildren(...badges.filter(Boolean));
    at('version').textContent = health ? `C360 ${health.version}, ${health.environment}` : '';
}

const badge = (tone, text) => h('li', { class: `badge ${tone}` }, text);

const age = health => [
    'Data as of ',
    h('strong', null, h('time', { datetime: health.as_of }, format.date(health.as_of))),
    ' · refreshed ',
    h('strong', null, format.ago(health.refreshed_at)),
    ' (',
    h('time', { datetime: health.refreshed_at }, format.moment(health.refreshed_at)),
    ')',
];

/** Asks how good the data is; who may not know is told so. */
export async function loadQuality() {
    const place = at('quality');
    const turn = ++asked;
    try {
        const { data } = await ask('admin/data-quality');
        if (turn !== asked) return;
        renew(place, quality(data));
        at('currency').textContent =
            data.currencies.length === 0 ? `${currency}.` : `${currency} (${data.currencies.join(', ')}), added as they are.`;
    } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        if (turn !== asked) return;
        place.replaceChildren(
            h(
                'p',
                null,
                'Data quality: ',
                error.status === 403 ? 'only a key with the scope admin may see the rejected rows.' : `not to be had now. ${error.message}`,
            ),
        );
    }
}

/** Back to the start, also for an answer that is still on its way. */
export function clearQuality() {
    asked++;
    at('quality').replaceChildren();
    at('currency').textContent = `${currency}.`;
}

function quality(data) {
    const rejected = format.sum(data.sources.map(source => source.rows_rejected));
    const read = format.sum(data.sources.map(source => source.rows_read));
    const rows = data.sources.map(source => ({
        ...source,
        reasons: source.rejected.map(each => `${each.reason} ${format.count(each.rows)}`).join(', '),
        last: source.freshness.last_event_on,
    }));
    const column = (key, label, write) => ({ key, label, write, numeric: true });
    return h(
        'details',
        null,
        h(
            'summary',
            null,
            'Data quality: ',
            h('strong', null, `${format.several(rejected, 'row', 'rows')} rejected`),
            ` of ${format.count(read)} in ${format.several(rows.length, 'source', 'sources')}`,
        ),
        scroller(
            'Data quality by source',
            table(
                'Rejected rows by source',
                [
                    { key: 'source', label: 'Source' },
                    column('rows_read', 'Read', format.count),
                    column('rows_rejected', 'Rejected', format.count),
                    column('rejected_percent', 'Share', format.percent),
                    { key: 'reasons', label: 'Reasons', write: text => text || format.nothing },
                    column('last', 'Last event', format.date),
                ],
                rows,
            ),
        ),
    );
}
