// A card asks one query and shows its answer, or why there is none. What happens in one never touches another.
import { ask, Refusal } from './api.js';
import { h, renew } from './dom.js';
import * as format from './format.js';

export class Card {
    #body = h('div', { class: 'body' });
    #note = h('p', { class: 'card-note', hidden: true });
    #timer = 0;
    #asked = 0;

    /**
     * A kind of card has id, title, about, path, show (makes the content of the rows), empty (what it says without rows), wide
     * and tools, which stand beside the title.
     * onData is told of each answer, onKeyAsked when the service wants a key.
     */
    constructor(kind, { onData, onKeyAsked }) {
        this.kind = kind;
        this.meta = null;
        this.onData = onData;
        this.onKeyAsked = onKeyAsked;
        this.element = h(
            'article',
            { id: kind.id, class: kind.wide ? 'card wide' : 'card', 'aria-labelledby': `${kind.id}-title` },
            h(
                'header',
                null,
                h('div', null, h('h3', { id: `${kind.id}-title` }, kind.title), h('p', { class: 'about' }, kind.about)),
                kind.tools,
            ),
            this.#note,
            this.#body,
        );
        this.#wait();
    }

    get path() {
        return typeof this.kind.path === 'function' ? this.kind.path() : this.kind.path;
    }

    /** Asks and shows; true unless the service wants a key first. */
    async load() {
        clearTimeout(this.#timer);
        const turn = ++this.#asked;
        this.element.setAttribute('aria-busy', 'true');
        try {
            const answer = await ask(this.path);
            if (turn === this.#asked) this.#show(answer);
        } catch (error) {
            if (turn === this.#asked)
                return this.#refuse(
                    error instanceof Refusal ? error : new Refusal(-1, 'Unreadable', 'The answer could not be shown.', null),
                );
        } finally {
            if (turn === this.#asked) this.element.setAttribute('aria-busy', 'false');
        }
        return true;
    }

    /** Back to the start: what a key has shown is not left on the page without it. */
    clear() {
        clearTimeout(this.#timer);
        this.#asked++;
        this.meta = null;
        this.element.setAttribute('aria-busy', 'false');
        this.kind.changed?.(null);
        this.#wait();
    }

    #show(answer) {
        const isEmpty = answer.count === 0;
        const content = isEmpty ? h('p', { class: 'message' }, this.kind.empty) : this.kind.show(answer.data, answer.meta);
        this.meta = answer.meta;
        renew(this.#body, ...[content].flat().filter(Boolean));
        this.#state(isEmpty ? 'empty' : 'ready');
        this.#note.hidden = true;
        this.onData(this, answer);
    }

    #refuse(refusal) {
        if (refusal.status === 401) {
            this.clear();
            this.onKeyAsked(refusal);
            return false;
        }
        if (refusal.status === 403) this.#say('forbidden', `${refusal.message}.`);
        else if (refusal.passes) this.#later(refusal);
        else this.#fail(refusal);
        // What was there before stays, and so does what is made of it elsewhere.
        if (!this.meta) this.onData(this, null);
        return true;
    }

    /** The service has said when to ask again. */
    #later(refusal) {
        const seconds = refusal.retryAfter ?? 10;
        const why = refusal.status === 429 ? 'Many questions in a short time.' : refusal.message.replace(/\.?$/, '.');
        this.#timer = setTimeout(() => this.load(), seconds * 1000);
        const text = `${why} Asking again in ${format.several(seconds, 'second', 'seconds')}.`;
        if (this.meta) this.#remark(text);
        else this.#say('waiting', text);
    }

    #fail(refusal) {
        const again = h(
            'button',
            { type: 'button', class: 'quiet', click: () => this.load() },
            'Try again',
            h('span', { class: 'unseen' }, `: ${this.kind.title}`),
        );
        if (this.meta) this.#remark(`Not reloaded: ${refusal.message}`, again);
        else this.#say('error', refusal.message, again);
    }

    /** Beside what was there before. */
    #remark(...content) {
        this.#note.replaceChildren(...content);
        this.#note.hidden = false;
    }

    /** Instead of what was there before. */
    #say(state, text, ...more) {
        this.meta = null;
        this.#note.hidden = true;
        this.#body.replaceChildren(h('div', { class: 'message' }, h('p', null, text), more));
        this.#state(state);
    }

    #wait() {
        this.#note.hidden = true;
        this.#body.replaceChildren(h('p', { class: 'unseen' }, 'Loading'), ...Array.from({ length: 4 }, () => h('div', { class: 'bone' })));
        this.#state('loading');
    }

    #state(state) {
        this.element.dataset.state = state;
    }
}
