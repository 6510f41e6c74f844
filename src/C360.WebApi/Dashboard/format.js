// Numbers as the reader's browser writes them, words in the language of the page. The currency is unknown, so no amount has a sign.
const numbers = digits => new Intl.NumberFormat(undefined, { minimumFractionDigits: digits, maximumFractionDigits: digits });
const [whole, tenths, hundredths] = [numbers(0), numbers(1), numbers(2)];
const percents = new Intl.NumberFormat(undefined, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
const hundredPercents = new Intl.NumberFormat(undefined, {
    style: 'unit',
    unit: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
});
const days = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' });
const moments = new Intl.DateTimeFormat('en', {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
});
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const steps = [
    ['day', 86400],
    ['hour', 3600],
    ['minute', 60],
];

/** What stands where the data has nothing. */
export const nothing = '–';
const known = write => value => (value === null || value === undefined ? nothing : write(value));

export const count = known(value => whole.format(value));
export const mean = known(value => tenths.format(value));
export const money = known(value => hundredths.format(value));
export const score = known(value => hundredths.format(value));
/** A share between 0 and 1. */
export const ratio = known(value => percents.format(value));
/** A share between 0 and 100. */
export const percent = known(value => hundredPercents.format(value));
export const date = known(value => days.format(new Date(`${value}T00:00:00Z`)));
export const moment = known(value => moments.format(new Date(value)));
/** A name, which a group without one does not have. */
export const name = value => (value === null || value === undefined || value === '' ? '(none)' : String(value));

/** One or many of something. */
export const several = (number, one, many) => `${count(number)} ${number === 1 ? one : many}`;

/** How long ago a moment was. */
export function ago(value) {
    const seconds = (new Date(value) - Date.now()) / 1000;
    const step = steps.find(([, length]) => Math.abs(seconds) >= length);
    return step ? relative.format(Math.round(seconds / step[1]), step[0]) : 'just now';
}

/** The sum of amounts, to the cent: adding them as they are would gather errors. */
export const sumOfMoney = values => values.reduce((cents, value) => cents + Math.round(value * 100), 0) / 100;

/** The sum of counts. */
export const sum = values => values.reduce((total, value) => total + value, 0);
