import { useIntl } from 'react-intl';
import { PLACE_KINDS, type PlaceKind } from '../api/types.js';
import { useTexts } from '../app/texts.js';
import { Select, TextField } from '../ui/field.js';
import { AddButton, RemoveButton } from '../ui/line-buttons.js';
import { byName, displayName } from './codes.js';
import { emptyPlace, type PlaceDraft } from './draft.js';

interface PlacesProps {
  places: PlaceDraft[];
  path: string;
  legend: string;
  hint?: string;
  /** What a new line is most likely about, in this order. */
  likely: readonly PlaceKind[];
  onChange: (places: PlaceDraft[]) => void;
}

export function PlaceFields({ places, path, legend, hint, likely, onChange }: PlacesProps) {
  const say = useTexts();
  const next = likely.find((kind) => !places.some((place) => place.kind === kind)) ?? 'route';
  return (
    <fieldset className="lines-of" data-path={path} data-lines>
      <legend>{legend}</legend>
      {hint && <p className="hint">{hint}</p>}
      {places.map((place, index) => (
        <OnePlace
          key={place.row}
          place={place}
          path={`${path}.${index}`}
          onChange={(change) => onChange(places.map((one) => (one.row === place.row ? { ...one, ...change } : one)))}
          onRemove={() => onChange(places.filter((one) => one.row !== place.row))}
        />
      ))}
      <AddButton quiet onPress={() => onChange([...places, emptyPlace(next)])}>
        {say('place.add')}
      </AddButton>
    </fieldset>
  );
}

export function OnePlace(props: {
  place: PlaceDraft;
  path: string;
  onChange: (change: Partial<PlaceDraft>) => void;
  onRemove?: () => void;
}) {
  const { place, path, onChange, onRemove } = props;
  const say = useTexts();
  const { locale } = useIntl();
  return (
    <div className="fields-row" data-line>
      <Select
        label={say('place.kind')}
        path={`${path}.kind`}
        value={place.kind}
        options={PLACE_KINDS}
        nameOf={(kind) => say(`place-kind.${kind}`)}
        onChange={(kind) => kind && onChange({ kind })}
      />
      <TextField
        label={say('place.text')}
        path={`${path}.text`}
        className="grow"
        anyScript
        value={place.text}
        onChange={(text) => onChange({ text })}
      />
      <Select
        label={say('place.country')}
        path={`${path}.country`}
        value={place.country}
        empty={say('form.not-known')}
        options={byName(locale, 'region')}
        nameOf={(code) => displayName(locale, 'region', code)}
        onChange={(country) => onChange({ country })}
      />
      {onRemove && <RemoveButton what={place.text || say('place.text')} onPress={onRemove} />}
    </div>
  );
}
