/** Two links, one still open. A neutral mark: the red cross and red crescent emblems are protected by law. */
export function Mark() {
  return (
    <svg className="mark" width="26" height="26" viewBox="0 0 26 26" aria-hidden="true">
      <circle cx="9" cy="13" r="6.5" fill="none" stroke="var(--accent)" strokeWidth="3" />
      <circle cx="17" cy="13" r="6.5" fill="none" stroke="var(--close)" strokeWidth="3" strokeDasharray="31 10" />
    </svg>
  );
}
