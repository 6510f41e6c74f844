// Charts as SVG. Lengths are in em and per cent, so that they follow the width of the card and the size of the reader's text.
// To a screen reader a chart is one picture with a name and a description; its numbers are in the table beside it.
import { h, s, newId } from './dom.js';
import * as format from './format.js';

const longest = 40;
const row = { label: 1, bar: 1.45, thickness: 0.6, note: 3.2, height: 4.4, bare: 3 };
/** What a note's em is of the chart's. */
const small = 0.8125;
const shorten = text => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);

/** A picture with a name and a description. */
function picture(title, description, height, ...shapes) {
    const [titleId, descriptionId] = [newId('chart'), newId('chart')];
    return s(
        'svg',
        {
            class: 'chart',
            role: 'img',
            width: '100%',
            height: `${height}em`,
            'aria-labelledby': titleId,
            'aria-describedby': descriptionId,
        },
        s('title', { id: titleId }, title),
        s('desc', { id: descriptionId }, description),
        ...shapes,
    );
}

/**
 * One bar a row: { label, value, text, note, part, tone }. The longest is as wide as the card, unless `most` says what the whole width is.
 * A `part` of the value is filled, the rest of the bar is only outlined.
 */
export function bars(title, rows, most = Math.max(...rows.map(each => each.value ?? 0))) {
    const height = rows.some(each => each.note) ? row.height : row.bare;
    const description = rows.map(each => `${each.label}: ${each.text}${each.note ? `, ${each.note}` : ''}`).join('; ');
    return picture(
        title,
        description,
        height * rows.length - 0.8,
        ...rows.map((each, index) =>
            s(
                'svg',
                { y: `${height * index}em`, width: '100%', height: `${height}em` },
                s('title', null, `${each.label}: ${each.text}`),
                s('svg', { width: '62%', height: '1.4em' }, s('text', { class: 'label', y: `${row.label}em` }, shorten(each.label))),
                s('text', { class: 'value', x: '100%', y: `${row.label}em` }, each.text),
                ...bar(each, most),
                each.note && s('text', { class: 'note', y: `${row.note / small}em` }, each.note),
            ),
        ),
    );
}

function bar({ value, part, tone }, most) {
    const width = amount => `${most > 0 ? Math.max(0, Math.min(100, (100 * (amount ?? 0)) / most)) : 0}%`;
    const rect = (kind, length) => s('rect', { class: kind, y: `${row.bar}em`, width: length, height: `${row.thickness}em`, rx: '0.2em' });
    const fill = `fill ${tone ?? ''}`;
    return part === undefined
        ? [rect('track', '100%'), rect(fill, width(value))]
        : [rect('track', '100%'), rect('rest', width(value)), rect(fill, width(part))];
}

/** The parts of one whole, in one bar: { label, value, tone }. The rows of a chart below it name them. */
export function parts(title, rows) {
    const whole = format.sum(rows.map(each => each.value));
    let start = 0;
    const shapes = rows.map(each => {
        const share = whole > 0 ? (100 * each.value) / whole : 0;
        const shape = s(
            'rect',
            { class: `fill ${each.tone ?? ''}`, x: `${start}%`, width: `${Math.max(0, share - 0.4)}%`, height: '1.25em' },
            s('title', null, `${each.label}: ${format.percent(share)}`),
        );
        start += share;
        return shape;
    });
    return picture(title, rows.map(each => `${each.label}: ${each.text}`).join('; '), 2.4, ...shapes);
}

/** A grid of cells, the fuller the darker: cells are { column, row, value, code, text }, columns and rows are their headings, in order. */
export function heat(title, { columns, rows, columnTitle, rowTitle, cells }) {
    const [side, head, cell] = [18, 3, 3.8];
    const width = (100 - side) / columns.length;
    const most = Math.max(1, ...cells.map(each => each.value));
    const heading = (x, y, text, kind) => s('text', { class: kind, x: `${x}%`, y: `${y}em` }, text);
    return picture(
        title,
        cells.map(each => each.text).join('; '),
        head + cell * rows.length + 0.2,
        heading(side + (100 - side) / 2, 1 / small, columnTitle, 'note middle'),
        heading(0, 1 / small, rowTitle, 'note'),
        ...columns.map((text, index) => heading(side + width * (index + 0.5), 2.5 / small, text, 'note middle')),
        ...rows.map((text, index) => heading(0, (head + cell * (index + 0.58)) / small, text, 'note')),
        ...cells.map(each =>
            s(
                'svg',
                {
                    class: `cell heat-${level(each.value, most)}`,
                    x: `${side + width * each.column + 0.3}%`,
                    y: `${head + cell * each.row + 0.1}em`,
                    width: `${width - 0.6}%`,
                    height: `${cell - 0.2}em`,
                },
                s('title', null, each.text),
                s('rect', { width: '100%', height: '100%', rx: '0.3em' }),
                s('text', { class: 'number', x: '50%', y: each.code ? '1.6em' : '2.15em' }, format.count(each.value)),
                each.code && s('text', { class: 'code', x: '50%', y: `${2.75 / 0.75}em` }, each.code),
            ),
        ),
    );
}

/** Six steps; the root, because a few cells hold most of the customers. */
const level = (value, most) => (value === 0 ? 0 : Math.max(1, Math.ceil(5 * Math.sqrt(value / most))));

/** What the two kinds of filling in a bar mean. */
export const legend = (filled, outlined) =>
    h(
        'p',
        { class: 'legend', 'aria-hidden': 'true' },
        h('span', { class: 'swatch filled' }),
        filled,
        h('span', { class: 'swatch outlined' }),
        outlined,
    );
