// Puts the page together: loads the cards, follows the service, and says what the page cannot show.
import { health, key } from './api.js';
import { Card } from './card.js';
import { kinds } from './cards.js';
import { announce, at } from './dom.js';
import { drawGlance, tellGlance } from './glance.js';
import { clearQuality, drawHead, loadQuality, tellHead } from './head.js';
import { keyDialog } from './key.js';
import { status } from './marketing.js';
import { hidePanel, isPanelShown, showBanner, showPanel } from './panel.js';

const pollEvery = 60_000;
const pollWithoutData = 5_000;
let timer = 0;
let loading = false;
let locked = false;
/** Which load is under way: one that another or the loss of the key has overtaken ends without a word. */
let turn = 0;

const cards = kinds.map(kind => {
    const card = new Card(kind, { onData, onKeyAsked: refusal => lock(key.get() === null ? '' : refusal.message) });
    kind.owned?.(card);
    at(kind.team).append(card.element);
    return card;
});
const first = cards.find(card => card.kind === status);
const dialog = keyDialog(status.path, load, () => at('panel-action').focus());

function onData(card, answer) {
    card.kind.changed?.(answer);
    tellGlance(card.kind.id, answer);
    if (answer) tellHead({ sample: answer.meta.sample === true, stale: cards.some(each => each.meta?.stale) });
}

/** Loads everything. The first card goes ahead: a service that wants a key, or has another one, is asked once and not a dozen times. */
async function load() {
    if (loading) return;
    const mine = ++turn;
    loading = true;
    at('reload').disabled = true;
    locked = false;
    try {
        if ((await follow()) && mine === turn && (await first.load()) && mine === turn) {
            hidePanel();
            at('forget').hidden = key.get() === null;
            await Promise.all([loadQuality(), ...cards.filter(card => card !== first).map(card => card.load())]);
            if (mine !== turn) return;
            const ready = cards.filter(card => card.meta).length;
            announce(ready === cards.length ? 'The dashboard is loaded' : `${ready} of ${cards.length} cards are loaded`);
        }
    } finally {
        if (mine === turn) rest();
    }
}

/** No load is under way. */
function rest() {
    loading = false;
    at('reload').disabled = false;
    schedule();
}

/** Asks how the service is: its health when there is data to show, else null, and a panel says why unless a key is waited for. */
async function follow() {
    const now = await health();
    tellHead({ health: now });
    showBanner(now);
    if (locked) return now;
    if (now === null && cards.every(card => !card.meta)) showPanel('unreachable', load);
    else if (now?.database_status === 'no_snapshot') showPanel(now.last_refresh === 'failed' ? 'failed' : 'preparing');
    else return now;
    return null;
}

/** Looks again after a while: health costs nothing of the reader's minute. */
function schedule() {
    clearTimeout(timer);
    timer = setTimeout(poll, isPanelShown() && !locked ? pollWithoutData : pollEvery);
}

/** Loads what has become newer, or is there at last. A hidden tab waits until it is looked at. */
async function poll() {
    const now = document.hidden || loading ? null : await follow();
    if (now && !locked && (isPanelShown() || cards.some(card => card.meta && card.meta.data_version !== now.data_version))) await load();
    else schedule();
}

/** The service wants a key, or its reader has taken it back: nothing that a key has shown stays on the page, nor comes late. */
function lock(reason) {
    turn++;
    key.forget();
    locked = true;
    at('forget').hidden = true;
    cards.forEach(card => card.clear());
    clearQuality();
    drawGlance();
    showPanel('locked', () => dialog.ask(''));
    dialog.ask(reason);
    rest();
}

at('reload').addEventListener('click', load);
at('forget').addEventListener('click', () => lock(''));
document.addEventListener('visibilitychange', () => {
    if (!document.hidden) poll();
});
setInterval(drawHead, 30_000);
drawGlance();
load();
