/** What `kubectl apply` printed for the manifest, word for word. */
import { memo, type ReactNode } from 'react';
import type { ApplyOutput } from '../../simulation/trace.ts';
import { useMessages } from '../i18n/use-messages.ts';
import styles from './editor.module.css';

/** A panel that opens to the output; `apply` is undefined while nothing has run. */
export const KubectlPanel = memo(function KubectlPanel({
  apply,
}: {
  readonly apply: ApplyOutput | undefined;
}): ReactNode {
  const { editor: words } = useMessages();
  if (apply === undefined) return undefined;
  const isQuiet = apply.stdout === '' && apply.stderr === '';
  return (
    <details className={styles.kubectl}>
      <summary>
        <code>{words.kubectl}</code>
        <span data-failed={apply.exit !== 0 || undefined}>{words.kubectlExit(apply.exit)}</span>
      </summary>
      <div className={styles.output} role="group" aria-label={words.kubectlSays}>
        {isQuiet && <p>{words.kubectlQuiet}</p>}
        {apply.stdout !== '' && <pre>{apply.stdout}</pre>}
        {apply.stderr !== '' && <pre data-stream="stderr">{apply.stderr}</pre>}
      </div>
    </details>
  );
});
