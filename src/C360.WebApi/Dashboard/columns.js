// What the cards of several teams have in common.
import { h } from './dom.js';
import * as format from './format.js';

/** A column of names. */
export const group = (key, label) => ({ key, label, write: format.name });

/** A column of numbers. */
export const column = (key, label, write) => ({ key, label, write, numeric: true });

/** The column that most answers have. */
export const customers = column('customer_count', 'Customers', format.count);

/** So many customers. */
export const people = number => format.several(number, 'customer', 'customers');

/** Two charts side by side, where there is room, each under its heading. */
export const pair = (oneTitle, one, otherTitle, other) =>
    h('div', { class: 'pair even' }, h('div', null, h('h4', null, oneTitle), one), h('div', null, h('h4', null, otherTitle), other));
