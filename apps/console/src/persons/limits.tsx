import { useTexts } from '../app/texts.js';
import { AsWritten, Pill } from '../ui/words.js';

/** A code, perhaps with the one it is about, such as `not-to-partner:KEN`; everything else is the person's own words. */
const CODE = /^(no|not)-[a-z-]+(?::[A-Za-z0-9.-]+)?$/;

/** What must not happen with a person's data, because they said so. */
export function Limits({ restrictions }: { restrictions: readonly string[] }) {
  const say = useTexts();
  if (restrictions.length === 0) return null;
  return (
    <ul className="pills limits">
      {restrictions.map((one) => {
        const [code, id] = CODE.test(one) ? one.split(':') : [];
        return (
          <li key={one}>
            <Pill tone="differ" sign="⊘">
              {code ? say.code('restriction', code) : <AsWritten>{one}</AsWritten>}
              {id && <bdi>{id}</bdi>}
            </Pill>
          </li>
        );
      })}
    </ul>
  );
}
