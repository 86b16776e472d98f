/** Asks what labels an object is to have: each can be changed or removed, and one added. */
import { Trash2, Undo2 } from 'lucide-react';
import { memo, useId, useState, type ReactNode } from 'react';
import type { ObjectReference } from '../../simulation/session.ts';
import { useActing } from '../i18n/acting-catalogues.ts';
import { acted } from '../store/command-store.ts';
import { AskDialog } from './AskDialog.tsx';
import styles from './commands.module.css';
import { isLabelKey, isLabelValue, labelChanges, type LabelRow } from './label-rules.ts';

interface LabelDialogProps {
  readonly object: ObjectReference;
  readonly labels: Readonly<Record<string, string>>;
}

/** A row for each label, and an empty one for another. */
export const LabelDialog = memo(function LabelDialog({ object, labels }: LabelDialogProps): ReactNode {
  const words = useActing();
  const [rows, setRows] = useState<readonly LabelRow[]>(() => [
    ...Object.entries(labels).map(([key, value]) => ({ key, value, isRemoved: false })),
    { key: '', value: '', isRemoved: false },
  ]);
  const newAt = rows.length - 1;
  const changes = labelChanges(labels, rows);
  const badKey = rows.some(({ key }, place) => place === newAt && key !== '' && !isLabelKey(key));
  const badValue = rows.some(({ value, isRemoved }) => !isRemoved && !isLabelValue(value));
  const change = (place: number, row: Partial<LabelRow>): void =>
    setRows(rows.map((each, at) => (at === place ? { ...each, ...row } : each)));
  const ruleId = useId();
  return (
    <AskDialog
      title={words.labelTitle(`${object.kind} ${object.name}`)}
      word={words.labelDo}
      isReady={Object.keys(changes).length > 0 && !badKey && !badValue}
      onDo={() => acted({ type: 'label', object, labels: changes })}
    >
      {newAt === 0 && <p>{words.noLabels}</p>}
      <ul className={styles.labels} aria-describedby={ruleId}>
        {rows.map((row, place) => (
          // The row of a label stays where it is, and the new one is the last.
          <LabelItem key={place} row={row} isNew={place === newAt} onChange={(part) => change(place, part)} />
        ))}
      </ul>
      <p id={ruleId} className={styles.rule} aria-live="polite">
        {badKey && words.badKey} {badValue && words.badValue}
      </p>
    </AskDialog>
  );
});

interface LabelItemProps {
  readonly row: LabelRow;
  readonly isNew: boolean;
  readonly onChange: (part: Partial<LabelRow>) => void;
}

function LabelItem({ row, isNew, onChange }: LabelItemProps): ReactNode {
  const words = useActing();
  const { key, value, isRemoved } = row;
  const Icon = isRemoved ? Undo2 : Trash2;
  const name = isRemoved ? words.keepLabel(key) : words.removeLabel(key);
  return (
    <li data-removed={isRemoved}>
      {isNew ? (
        <input
          aria-label={`${words.newLabel}: ${words.labelKey}`}
          placeholder={words.labelKey}
          value={key}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          aria-invalid={key !== '' && !isLabelKey(key)}
          onChange={(event) => onChange({ key: event.target.value.trim() })}
        />
      ) : (
        <code>{key}</code>
      )}
      <input
        aria-label={isNew ? `${words.newLabel}: ${words.labelValue}` : `${words.labelValue}: ${key}`}
        placeholder={isNew ? words.labelValue : undefined}
        value={value}
        disabled={isRemoved}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        aria-invalid={!isLabelValue(value)}
        onChange={(event) => onChange({ value: event.target.value.trim() })}
      />
      {!isNew && (
        <button type="button" aria-label={name} title={name} onClick={() => onChange({ isRemoved: !isRemoved })}>
          <Icon size={16} aria-hidden />
        </button>
      )}
    </li>
  );
}
