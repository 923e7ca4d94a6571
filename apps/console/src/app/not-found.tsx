import { Link } from 'react-router';
import { PageHead } from './page.js';
import { useTexts } from './texts.js';

export function NotFound() {
  const say = useTexts();
  return (
    <>
      <PageHead title={say('not-found.title')} />
      <p>{say('not-found.words')}</p>
      <Link className="btn" to="/">
        {say('menu.work')}
      </Link>
    </>
  );
}
