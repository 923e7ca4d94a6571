/** See `textsBeforeSignIn` in vite.config.ts. */
declare module '*.json?before-sign-in' {
  const texts: Record<string, string>;
  export default texts;
}
