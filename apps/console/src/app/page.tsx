import { useEffect, useRef, type ReactNode } from 'react';
import { useLocation } from 'react-router';

/** The tab's title. Says which screen this is, never who it is about: titles end up in histories and over shoulders. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Relink`;
  }, [title]);
}

interface PageHeadProps {
  /** Neutral; goes to the tab. */
  title: string;
  /** What stands on the page, where it differs from the tab's title. */
  heading?: ReactNode;
  above?: ReactNode;
  below?: ReactNode;
  children?: ReactNode;
}

/** The head of a screen. Takes the focus when the screen is entered, so that keyboard and screen reader start there. */
export function PageHead({ title, heading, above, below, children }: PageHeadProps) {
  useTitle(title);
  const h1 = useRef<HTMLHeadingElement>(null);
  const { pathname, key } = useLocation();
  useEffect(() => {
    // On the very first load the browser's own start of page is right.
    if (key !== 'default') h1.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
    // Depends on the path alone: a filter or a tab of the same screen must not move the focus.
  }, [pathname]);
  return (
    <header className="top">
      <div className="top-words">
        {above && <div className="small above">{above}</div>}
        <h1 ref={h1} tabIndex={-1}>
          {heading ?? title}
        </h1>
        {below && <div className="muted">{below}</div>}
      </div>
      {children && <div className="top-actions">{children}</div>}
    </header>
  );
}
