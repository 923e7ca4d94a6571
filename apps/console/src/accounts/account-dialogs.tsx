import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changeAccount, createAccount, createBranch } from '../api/accounts.js';
import { ROLES, type Account, type Branch, type Role } from '../api/types.js';
import { useTexts } from '../app/texts.js';
import { useStep } from '../ui/ask-step.js';
import { Ask } from '../ui/dialog.js';
import { Select, TextField } from '../ui/field.js';

interface NewAccountProps {
  branches: readonly Branch[];
  onClose: () => void;
  onCreated: (name: string, enrolmentToken: string) => void;
}

export function NewAccountDialog({ branches, onClose, onCreated }: NewAccountProps) {
  const say = useTexts();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role | ''>('');
  const [branchId, setBranchId] = useState('');
  const [checked, setChecked] = useState(false);
  const create = useMutation({
    mutationFn: (chosen: Role) => createAccount({ name: name.trim(), email: email.trim(), role: chosen, branchId }),
    onSuccess: (receipt) => {
      void queries.invalidateQueries({ queryKey: ['accounts'] });
      // A repeated answer to the same write does not show the link again.
      if (receipt.enrolmentToken) onCreated(name.trim(), receipt.enrolmentToken);
      onClose();
    },
  });
  const submit = () => {
    setChecked(true);
    if (name.trim() && email.includes('@') && role && branchId) create.mutate(role);
  };
  return (
    <Ask
      title={say('account.new')}
      intro={say('account.new-words')}
      submit={say('account.create')}
      busy={create.isPending}
      error={create.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <AccountName {...{ name, setName, checked }} />
      <TextField
        label={say('sign-in.email')}
        path="email"
        type="email"
        value={email}
        onChange={setEmail}
        error={checked && !email.includes('@') ? say('sign-in.email-missing') : undefined}
      />
      <RoleAndBranch {...{ branches, role, setRole, branchId, setBranchId, checked }} />
    </Ask>
  );
}

interface ChangeAccountProps {
  account: Account;
  branches: readonly Branch[];
  onClose: () => void;
}

export function ChangeAccountDialog({ account, branches, onClose }: ChangeAccountProps) {
  const say = useTexts();
  const [name, setName] = useState(account.name);
  const [role, setRole] = useState<Role | ''>(account.role);
  const [branchId, setBranchId] = useState(account.branchId);
  const [checked, setChecked] = useState(false);
  const change = useStep(
    [['accounts']],
    (chosen: Role) => changeAccount(account, { name: name.trim(), role: chosen, branchId }),
    onClose,
  );
  const submit = () => {
    setChecked(true);
    if (name.trim() && role && branchId) change.mutate(role);
  };
  return (
    <Ask
      title={say('account.do.change')}
      intro={say('account.change-words')}
      submit={say('action.save')}
      busy={change.isPending}
      error={change.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <AccountName {...{ name, setName, checked }} />
      <RoleAndBranch {...{ branches, role, setRole, branchId, setBranchId, checked }} />
    </Ask>
  );
}

interface AccountNameProps {
  name: string;
  setName: (name: string) => void;
  checked: boolean;
}

function AccountName({ name, setName, checked }: AccountNameProps) {
  const say = useTexts();
  return (
    <TextField
      label={say('account.name')}
      path="name"
      anyScript
      maxLength={200}
      value={name}
      onChange={setName}
      error={checked && !name.trim() ? say('account.name-missing') : undefined}
    />
  );
}

interface RoleAndBranchProps {
  branches: readonly Branch[];
  role: Role | '';
  setRole: (role: Role | '') => void;
  branchId: string;
  setBranchId: (branchId: string) => void;
  checked: boolean;
}

function RoleAndBranch({ branches, role, setRole, branchId, setBranchId, checked }: RoleAndBranchProps) {
  const say = useTexts();
  return (
    <>
      <Select
        label={say('account.role')}
        path="role"
        value={role}
        options={ROLES}
        nameOf={(one) => say(`role.${one}`)}
        onChange={setRole}
        error={checked && !role ? say('form.choose-one') : undefined}
      />
      <Select
        label={say('case.branch')}
        path="branchId"
        value={branchId}
        options={branches.map((branch) => branch.id)}
        nameOf={(id) => branches.find((branch) => branch.id === id)?.name ?? id}
        onChange={setBranchId}
        error={checked && !branchId ? say('form.choose-one') : undefined}
      />
    </>
  );
}

export function NewBranchDialog({ onClose }: { onClose: () => void }) {
  const say = useTexts();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [code, setCode] = useState('');
  const [checked, setChecked] = useState(false);
  const create = useMutation({
    mutationFn: () => createBranch({ name: name.trim(), code: code.trim() }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['branches'] });
      onClose();
    },
  });
  const submit = () => {
    setChecked(true);
    if (name.trim() && code.trim()) create.mutate();
  };
  return (
    <Ask
      title={say('branch.new')}
      submit={say('branch.create')}
      busy={create.isPending}
      error={create.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={say('branch.name')}
        path="name"
        anyScript
        value={name}
        onChange={setName}
        error={checked && !name.trim() ? say('branch.name-missing') : undefined}
      />
      <TextField
        label={say('branch.code')}
        hint={say('branch.code-hint')}
        path="code"
        value={code}
        onChange={setCode}
        error={checked && !code.trim() ? say('branch.code-missing') : undefined}
      />
    </Ask>
  );
}
