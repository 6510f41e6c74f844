// What stands in place of the cards when there is nothing to show, and above them when something is wrong with what they show.
import { announce, at } from './dom.js';

const panels = {
    locked: [
        'This service asks for a key',
        'Its data is for holders of an API key. Whoever runs the service can make you one.',
        'Enter a key',
    ],
    preparing: [
        'The first data is on its way',
        'The service is reading its sources for the first time. This page looks again every few seconds and fills by itself.',
    ],
    failed: [
        'There is no data yet',
        'The first refresh has failed; the reason is in the log and under /admin/refreshes. This page fills by itself when one succeeds.',
    ],
    unreachable: [
        'The service does not answer',
        'It may be starting, or the network may be down. This page looks again every few seconds.',
        'Try now',
    ],
};
let shown = null;

/** Shows one of the panels instead of the cards; one with a button calls the action. */
export function showPanel(name, action) {
    const [title, text, label] = panels[name];
    at('panel').hidden = false;
    at('cards').hidden = true;
    at('panel-title').textContent = title;
    at('panel-text').textContent = text;
    const button = at('panel-action');
    button.hidden = label === undefined;
    button.textContent = label ?? '';
    button.onclick = action ?? null;
    if (shown !== name) announce(title);
    shown = name;
}

/** Shows the cards again. */
export function hidePanel() {
    at('panel').hidden = true;
    at('cards').hidden = false;
    shown = null;
}

/** Whether the cards are away. */
export const isPanelShown = () => shown !== null;

/** Says above the cards what is wrong while they still show something. */
export function showBanner(health) {
    const text = problemOf(health);
    at('banner').hidden = text === null;
    if (at('banner').textContent !== (text ?? '')) at('banner').textContent = text ?? '';
}

function problemOf(health) {
    if (health === null) return 'The service does not answer just now. What you see was read before.';
    if (health.database_status === 'unavailable')
        return 'The query engine does not answer. Cards show what the service still has in memory, or ask again by themselves.';
    if (health.engine_state !== 'closed' && health.database_status === 'connected')
        return 'The query engine falters and is spared for a while. Cards show what the service has in memory.';
    return null;
}
