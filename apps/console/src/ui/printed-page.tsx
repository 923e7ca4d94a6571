import { useEffect, useRef } from 'react';

/**
 * A page to print that the service made. It stands apart from our own styles; its style sheet is put in as a constructed
 * one, which the content security policy allows where it forbids inline styles.
 */
export function PrintedPage({ label, html }: { label: string; html: string }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    // Taken out first: even in a document that is never shown, an inline style is refused.
    const rules: string[] = [];
    const bare = html.replace(/<style>([\s\S]*?)<\/style>/g, (_, rule: string) => (rules.push(rule), ''));
    const page = new DOMParser().parseFromString(bare, 'text/html');
    for (const foreign of page.querySelectorAll('script, link, meta')) foreign.remove();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules.join('\n'));
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet];
    root.replaceChildren(document.importNode(page.documentElement, true));
  }, [html]);
  return <div ref={host} className="printed-page" role="group" aria-label={label} />;
}
