import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { useNavigate } from 'react-router';
import { proposePartner } from '../api/partners.js';
import { EXCHANGE_PURPOSES, type ExchangePurpose } from '../api/exchange-types.js';
import { SENSITIVITIES, type Sensitivity } from '../api/types.js';
import { useTexts } from '../app/texts.js';
import { byName, displayName } from '../persons/codes.js';
import { Checks } from '../ui/choices.js';
import { Ask } from '../ui/dialog.js';
import { Select, TextArea, TextField } from '../ui/field.js';
import { keysToldIn } from './told-keys.js';

const CODE = /^[A-Z][A-Z0-9-]{1,15}$/;
const MESSAGES_A_DAY = 200;

/** A partner as it told us; trusted only once two people of ours compared the fingerprints. */
export function ProposeDialog({ onClose }: { onClose: () => void }) {
  const say = useTexts();
  const intl = useIntl();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [society, setSociety] = useState('');
  const [name, setName] = useState('');
  const [country, setCountry] = useState('');
  const [baseUrl, setBaseUrl] = useState('');
  const [purposes, setPurposes] = useState<ExchangePurpose[]>([]);
  const [highest, setHighest] = useState<Sensitivity | ''>('');
  const [quota, setQuota] = useState(String(MESSAGES_A_DAY));
  const [steward, setSteward] = useState('');
  const [keys, setKeys] = useState('');
  const [checked, setChecked] = useState(false);
  const told = keysToldIn(keys);
  const sound = {
    society: CODE.test(society),
    name: name.trim() !== '',
    baseUrl: /^https?:\/\/\S+$/.test(baseUrl.trim()),
    quota: /^[1-9]\d{0,5}$/.test(quota),
    steward: steward.trim() !== '',
  };
  const propose = useMutation({
    mutationFn: () =>
      proposePartner({
        society,
        name: name.trim(),
        country,
        baseUrl: baseUrl.trim(),
        agreedPurposes: purposes,
        highest: highest || 'open',
        dailyQuota: Number(quota),
        stewardContact: steward.trim(),
        keys: told ?? [],
      }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['partners'] });
      await navigate(`/partners/${id}`);
    },
  });
  const submit = () => {
    setChecked(true);
    if (Object.values(sound).every(Boolean) && country && highest && purposes.length > 0 && told) propose.mutate();
  };
  const wrong = (right: boolean, words: string) => (checked && !right ? words : undefined);
  return (
    <Ask
      title={say('partner.propose')}
      intro={say('partner.propose-words')}
      submit={say('partner.propose')}
      busy={propose.isPending}
      error={propose.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={say('partner.code')}
        hint={say('partner.code-hint')}
        path="society"
        maxLength={16}
        value={society}
        onChange={(code) => setSociety(code.toUpperCase())}
        error={wrong(sound.society, say('partner.code-wrong'))}
      />
      <TextField
        label={say('partner.name')}
        path="name"
        anyScript
        maxLength={200}
        value={name}
        onChange={setName}
        error={wrong(sound.name, say('account.name-missing'))}
      />
      <Select
        label={say('place.country')}
        path="country"
        value={country}
        options={byName(intl.locale, 'region')}
        nameOf={(code) => displayName(intl.locale, 'region', code)}
        onChange={setCountry}
        error={wrong(country !== '', say('form.choose-one'))}
      />
      <TextField
        label={say('partner.address')}
        hint={say('partner.address-hint')}
        path="baseUrl"
        lang="en"
        value={baseUrl}
        onChange={setBaseUrl}
        error={wrong(sound.baseUrl, say('partner.address-wrong'))}
      />
      <Checks
        legend={say('partner.purposes')}
        path="agreedPurposes"
        layout="grid"
        value={purposes}
        options={EXCHANGE_PURPOSES}
        nameOf={(one) => say(`purpose.${one}`)}
        onChange={setPurposes}
        error={wrong(purposes.length > 0, say('form.choose-one'))}
      />
      <Select
        label={say('partner.highest')}
        hint={say('partner.highest-hint')}
        path="highest"
        value={highest}
        options={SENSITIVITIES}
        nameOf={(one) => say(`sensitivity.${one}`)}
        onChange={setHighest}
        error={wrong(highest !== '', say('form.choose-one'))}
      />
      <TextField
        label={say('partner.quota')}
        path="dailyQuota"
        inputMode="numeric"
        maxLength={6}
        value={quota}
        onChange={setQuota}
        error={wrong(sound.quota, say('partner.quota-wrong'))}
      />
      <TextField
        label={say('partner.steward')}
        hint={say('partner.steward-hint')}
        path="stewardContact"
        anyScript
        maxLength={300}
        value={steward}
        onChange={setSteward}
        error={wrong(sound.steward, say('partner.steward-missing'))}
      />
      <TextArea
        label={say('partner.told-keys')}
        hint={say('partner.told-keys-hint')}
        path="keys"
        value={keys}
        onChange={setKeys}
        error={wrong(told !== undefined, say('partner.told-keys-wrong'))}
      />
    </Ask>
  );
}
