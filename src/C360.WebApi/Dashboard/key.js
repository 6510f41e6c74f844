// The dialog that asks for a key. It is a native one: focus stays in it, and Escape closes it.
import { key, refusalOf } from './api.js';
import { at } from './dom.js';

/** Asks one key's validity of this query, then calls back. */
export function keyDialog(path, onKey, onCancel) {
    const [dialog, form, input, problem, use] = ['key-dialog', 'key-form', 'key', 'key-problem', 'key-use'].map(at);

    form.addEventListener('submit', async event => {
        event.preventDefault();
        const candidate = input.value.trim();
        // What no header can carry is no key, and is not sent.
        if (!/^[\x20-\x7e]+$/.test(candidate)) return say('This cannot be a key: it has letters that no key has.');
        use.disabled = true;
        const refusal = await refusalOf(candidate, path);
        use.disabled = false;
        if (refusal) return say(refusal.retryAfter ? `${refusal.message} Try again in ${refusal.retryAfter} seconds.` : refusal.message);
        key.keep(candidate);
        dialog.close('used');
    });
    at('key-cancel').addEventListener('click', () => dialog.close('cancelled'));
    dialog.addEventListener('close', () => {
        // The key is not left in the field.
        input.value = '';
        say('');
        if (dialog.returnValue === 'used') onKey();
        else onCancel();
    });

    function say(text) {
        problem.textContent = text;
        input.toggleAttribute('aria-invalid', false);
        if (text) {
            input.setAttribute('aria-invalid', 'true');
            input.focus();
            input.select();
        }
    }

    return {
        /** Opens it, with what the service said of the key that was there before. */
        ask(reason) {
            if (dialog.open) return;
            dialog.returnValue = 'cancelled';
            dialog.showModal();
            say(reason);
        },
    };
}
