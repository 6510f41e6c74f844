// The service, asked with the reader's key. The key is in this tab's session storage and nowhere else.
const place = 'c360.key';

export const key = {
    get: () => sessionStorage.getItem(place),
    keep: value => sessionStorage.setItem(place, value),
    forget: () => sessionStorage.removeItem(place),
};

/** The service said no, or nothing: then the status is 0; -1 when what it said cannot be read. */
export class Refusal extends Error {
    constructor(status, type, message, retryAfter) {
        super(message);
        this.status = status;
        this.type = type;
        /** Seconds, when the service has said them. */
        this.retryAfter = retryAfter;
    }

    /** Whether asking again later is what the service wants. */
    get passes() {
        return this.status === 429 || (this.status === 503 && this.retryAfter !== null);
    }
}

/** The answer's envelope. */
export const ask = async path => read(await send(path, key.get()), 'json');

/** Whether the service knows a key: the refusal when it does not, else null. Asked once, because failed keys are counted. */
export async function refusalOf(candidate, path) {
    try {
        await send(path, candidate);
        return null;
    } catch (refusal) {
        if (refusal instanceof Refusal && (refusal.status === 401 || refusal.status === 429 || refusal.status === 0)) return refusal;
        return null;
    }
}

/** How the service is; null when it does not answer. Needs no key. */
export async function health() {
    try {
        const response = await fetch('health', { cache: 'no-store', credentials: 'omit' });
        const body = await response.json();
        return typeof body.status === 'string' && 'database_status' in body ? body : null;
    } catch {
        return null;
    }
}

/** Saves a list as CSV under the name that the service gives it, and tells of which data version it is. */
export async function download(path) {
    const response = await send(path, key.get(), 'text/csv');
    const address = URL.createObjectURL(await read(response, 'blob'));
    const link = document.createElement('a');
    link.href = address;
    link.download = fileName(response.headers.get('Content-Disposition')) ?? 'c360.csv';
    link.click();
    // The browser may still be reading it.
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    return { name: link.download, version: response.headers.get('C360-Data-Version') };
}

async function send(path, credential, accept = 'application/json') {
    const headers = { Accept: accept };
    if (credential) headers['X-API-Key'] = credential;
    let response;
    try {
        // Not stored: some answers name persons, and a browser's cache outlives the tab.
        response = await fetch(path, { headers, cache: 'no-store', credentials: 'omit', redirect: 'error' });
    } catch {
        throw new Refusal(0, 'Unreachable', 'The service cannot be reached.', null);
    }
    if (!response.ok) throw await refusal(response);
    return response;
}

/** The body; one that breaks off or is something else, such as a proxy's page, is a refusal, too. */
async function read(response, form) {
    try {
        return await response[form]();
    } catch {
        throw new Refusal(-1, 'Unreadable', 'The answer could not be read.', null);
    }
}

async function refusal(response) {
    const told = await response.json().catch(() => null);
    const wait = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
    return new Refusal(
        response.status,
        told?.error_type ?? 'Unknown',
        told?.error_message ?? `The service answered with status ${response.status}.`,
        Number.isNaN(wait) ? null : wait,
    );
}

const fileName = disposition => /filename="([^"\\/]+)"/.exec(disposition ?? '')?.[1] ?? null;
