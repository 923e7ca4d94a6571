/** After a form was refused: the first field that needs correcting takes the focus, once it is marked. */
export function focusFirstWrong(form: HTMLElement): void {
  requestAnimationFrame(() => {
    const wrong = form.querySelector<HTMLElement>(
      '[aria-invalid], .field-wrong input, .field-wrong select, .field-wrong textarea',
    );
    wrong?.focus();
  });
}
