/** A name of the DNS, which a line may break after its dots. */
import { Fragment, type ReactElement } from 'react';

/** The name; its text is what was given. */
export function BrokenName({ name }: { readonly name: string }): ReactElement {
  return (
    <>
      {name.split(/(?<=\.)/).map((label, place) => (
        <Fragment key={`${String(place)} ${label}`}>
          {place > 0 && <wbr />}
          {label}
        </Fragment>
      ))}
    </>
  );
}
