import { useTexts } from './texts.js';

/** Something in the console itself failed, or a newer version was put in place and an old part is gone. */
export function Broken() {
  const say = useTexts();
  return (
    <main className="alone">
      <div className="card">
        <h1>{say('broken.title')}</h1>
        <p>{say('broken.words')}</p>
        <button type="button" className="primary" onClick={() => window.location.reload()}>
          {say('action.load-again')}
        </button>
      </div>
    </main>
  );
}
