import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';

interface StepMenuProps<Step extends string> {
  text: string;
  /** Whose steps they are, for those who hear the button without its line. */
  of: string;
  steps: readonly Step[];
  nameOf: (step: Step) => string;
  onStep: (step: Step) => void;
}

/** The steps of one line, folded away where every line has many of them. */
export function StepMenu<Step extends string>({ text, of, steps, nameOf, onStep }: StepMenuProps<Step>) {
  return (
    <MenuTrigger>
      <Button className="menu-of-steps">
        {text}
        <span className="only-read"> {of}</span>
        <span aria-hidden="true">▾</span>
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu className="menu" onAction={(key) => onStep(key as Step)}>
          {steps.map((step) => (
            <MenuItem key={step} id={step} className="menu-step">
              {nameOf(step)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
