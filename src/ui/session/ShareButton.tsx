/** The Share button: copies a link to this very session and says so. */
import { Share2 } from 'lucide-react';
import { memo, useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { useMessages } from '../i18n/use-messages.ts';
import { currentSession, useSession } from '../store/session-store.ts';
import { encodeSession } from './share-link.ts';
import styles from './session.module.css';

/** How long the word of success stays. */
const CONFIRMATION_MS = 4_000;

type Result =
  { readonly type: 'copied' } | { readonly type: 'byHand'; readonly link: string } | { readonly type: 'tooLarge' };

/** Copies the link; where the browser does not allow that, a dialog holds it; where there can be none, it says why. */
export const ShareButton = memo(function ShareButton(): ReactNode {
  const { editor: words } = useMessages();
  const [result, setResult] = useState<Result>();

  useEffect(() => {
    if (result?.type !== 'copied') return undefined;
    const timer = setTimeout(() => setResult(undefined), CONFIRMATION_MS);
    return () => clearTimeout(timer);
  }, [result]);

  return (
    <span className={styles.share}>
      <button type="button" className={styles.button} onClick={() => void share().then(setResult)}>
        <Share2 size={16} aria-hidden="true" />
        {words.share}
      </button>
      <output className={styles.confirmation}>{result?.type === 'copied' && words.shareCopied}</output>
      {result !== undefined && result.type !== 'copied' && (
        <ShareDialog result={result} onClose={() => setResult(undefined)} />
      )}
    </span>
  );
});

interface ShareDialogProps {
  readonly result: Exclude<Result, { readonly type: 'copied' }>;
  readonly onClose: () => void;
}

function ShareDialog({ result, onClose }: ShareDialogProps): ReactNode {
  const { editor: words } = useMessages();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const linkId = useId();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);

  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby={titleId} onClose={onClose}>
      <h2 id={titleId}>{words.shareTitle}</h2>
      {result.type === 'tooLarge' ? (
        <p>{words.shareTooLarge}</p>
      ) : (
        <>
          <p>{words.shareByHand}</p>
          <label htmlFor={linkId}>{words.shareLink}</label>
          <input
            id={linkId}
            className={styles.link}
            readOnly
            value={result.link}
            onFocus={(event) => event.target.select()}
          />
        </>
      )}
      <form method="dialog">
        <button className={styles.button}>{words.close}</button>
      </form>
    </dialog>
  );
}

async function share(): Promise<Result> {
  const hash = await encodeSession(currentSession(useSession.getState()));
  if (hash === undefined) return { type: 'tooLarge' };
  const url = new URL(location.href);
  url.searchParams.delete('scenario');
  url.hash = hash;
  try {
    await navigator.clipboard.writeText(url.href);
    return { type: 'copied' };
  } catch {
    // No clipboard on plain http, or no permission: the visitor copies by hand.
    return { type: 'byHand', link: url.href };
  }
}
