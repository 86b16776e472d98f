/** The page about Kubehops: what is modelled, every rule with its why, what is simplified, and the credits. */
import { X } from 'lucide-react';
import { memo, useEffect, useId, useRef, type MouseEvent, type ReactNode } from 'react';
import fidelity from '../../../docs/fidelity.md?raw';
import { KUBERNETES_VERSION } from '../app/kubernetes-version.ts';
import { aboutCatalogues } from '../i18n/about-catalogues.ts';
import type { AboutMessages } from '../i18n/en/about.ts';
import { wholeNames } from '../present/whole-names.tsx';
import { aboutClosed, useAbout, type AboutState } from '../store/about-store.ts';
import { useView } from '../store/view-store.ts';
import { isRuleId, RULE_GROUPS } from './rule-groups.ts';
import { RuleEntry, ruleElementId } from './RuleEntry.tsx';
import { readSimplifications } from './simplifications.ts';
import styles from './about.module.css';

const SIMPLIFIED = readSimplifications(fidelity);

const selectRule = (state: AboutState): string | undefined => state.rule;
const selectLanguage = (state: { readonly language: 'en' | 'ko' }): 'en' | 'ko' => state.language;

/** The dialog; it is open while it is mounted, at the rule that the store names. */
export const AboutDialog = memo(function AboutDialog(): ReactNode {
  const { about, rules } = aboutCatalogues[useView(selectLanguage)];
  const rule = useAbout(selectRule);
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
    if (isRuleId(rule)) goTo(ruleElementId(rule));
  }, [rule]);
  const sections = [about.models, about.rules, about.simplified, about.credits];
  const sectionId = (title: string): string => `${id}-${String(sections.indexOf(title))}`;

  return (
    <dialog ref={dialog} className={styles.about} aria-labelledby={id} onClose={aboutClosed}>
      <header>
        <h2 id={id}>{about.title}</h2>
        <form method="dialog">
          <button className={styles.close} aria-label={about.close} title={about.close}>
            <X size={16} aria-hidden />
          </button>
        </form>
      </header>
      <nav aria-label={about.contents}>
        <ol>
          <JumpTo id={sectionId(about.models)}>{about.models}</JumpTo>
          <JumpTo id={sectionId(about.rules)}>{about.rules}</JumpTo>
          <li>
            <ol>
              {RULE_GROUPS.map(({ group }) => (
                <JumpTo key={group} id={`${id}-${group}`}>
                  {about.groups[group]}
                </JumpTo>
              ))}
            </ol>
          </li>
          <JumpTo id={sectionId(about.simplified)}>{about.simplified}</JumpTo>
          <JumpTo id={sectionId(about.credits)}>{about.credits}</JumpTo>
        </ol>
      </nav>
      <div className={styles.text}>
        <section>
          <SectionTitle id={sectionId(about.models)}>{about.models}</SectionTitle>
          {about.modelsText(KUBERNETES_VERSION).map((paragraph) => (
            <p key={paragraph}>{wholeNames(paragraph)}</p>
          ))}
        </section>
        <section>
          <SectionTitle id={sectionId(about.rules)}>{about.rules}</SectionTitle>
          <p>{wholeNames(about.rulesHint)}</p>
          {RULE_GROUPS.map(({ group, rules: ids }) => (
            <section key={group}>
              <h4 id={`${id}-${group}`} tabIndex={-1}>
                {about.groups[group]}
              </h4>
              {ids.map((each) => (
                <RuleEntry
                  key={each}
                  rule={each}
                  text={rules[each]}
                  linkName={about.linkTo(rules[each].title)}
                  isPicked={each === rule}
                />
              ))}
            </section>
          ))}
        </section>
        <Simplified about={about} id={sectionId(about.simplified)} />
        <Credits about={about} id={sectionId(about.credits)} />
      </div>
    </dialog>
  );
});

function Simplified({ about, id }: { readonly about: AboutMessages; readonly id: string }): ReactNode {
  const count = SIMPLIFIED.reduce((sum, { items }) => sum + items.length, 0);
  return (
    <section>
      <SectionTitle id={id}>{about.simplified}</SectionTitle>
      <p>{wholeNames(about.simplifiedHint(count))}</p>
      <div lang="en">
        {SIMPLIFIED.map(({ room, items }) => (
          <section key={room}>
            <h4>
              <code>{room}</code>
            </h4>
            <dl className={styles.simplified}>
              {items.map(({ file, name, text }) => (
                <div key={`${file} ${name} ${text}`}>
                  <dt>
                    <code>{name}</code> <small>{file}</small>
                  </dt>
                  <dd>{wholeNames(text.replaceAll('`', ''))}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </section>
  );
}

function Credits({ about, id }: { readonly about: AboutMessages; readonly id: string }): ReactNode {
  return (
    <section>
      <SectionTitle id={id}>{about.credits}</SectionTitle>
      <p>{wholeNames(about.creditsHint)}</p>
      <ul className={styles.credits}>
        {about.creditList.map(({ what, by, license }) => (
          <li key={what}>
            <strong>{what}</strong>
            <span>{by}</span>
            <span>{license}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function SectionTitle({ id, children }: { readonly id: string; readonly children: string }): ReactNode {
  return (
    <h3 id={id} tabIndex={-1}>
      {children}
    </h3>
  );
}

/** An entry of the contents. It moves the focus, for a hash in the address would be taken for a session's link. */
function JumpTo({ id, children }: { readonly id: string; readonly children: string }): ReactNode {
  return (
    <li>
      <a
        href={`#${id}`}
        onClick={(event: MouseEvent) => {
          event.preventDefault();
          goTo(id);
        }}
      >
        {children}
      </a>
    </li>
  );
}

function goTo(id: string): void {
  const element = document.getElementById(id);
  element?.scrollIntoView({ block: 'start' });
  element?.focus({ preventScroll: true });
}
