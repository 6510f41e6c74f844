// The theme that was chosen for this tab; without a choice the system's.
(() => {
    const place = 'c360.theme';
    const root = document.documentElement;
    const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches);
    const chosen = sessionStorage.getItem(place);
    if (chosen) root.dataset.theme = chosen;

    addEventListener('DOMContentLoaded', () => {
        const button = document.getElementById('theme');
        const show = () => button.setAttribute('aria-pressed', String(isDark()));
        button.addEventListener('click', () => {
            root.dataset.theme = isDark() ? 'light' : 'dark';
            sessionStorage.setItem(place, root.dataset.theme);
            show();
        });
        matchMedia('(prefers-color-scheme: dark)').addEventListener('change', show);
        show();
    });
})();
