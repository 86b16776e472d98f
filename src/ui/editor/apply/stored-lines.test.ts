import { describe, expect, it } from 'vitest';
import { storedView } from '../../../kubernetes/readback/stored-view.ts';
import { countMarks, toStoredLines } from './stored-lines.ts';

const VIEW = storedView(
  { kind: 'Service', metadata: { labels: {} }, spec: { ports: [{ port: 80 }, { port: '443' }], type: 'NodePort' } },
  {
    kind: 'Service',
    metadata: { uid: 'u' },
    spec: {
      ports: [
        { port: 80, protocol: 'TCP', nodePort: 30001 },
        { port: 443, protocol: 'TCP' },
      ],
      type: 'NodePort',
      clusterIP: '10.96.0.9',
      clusterIPs: ['10.96.0.9'],
    },
  },
);

describe('the lines of a stored object', () => {
  it('carry the mark of their field; the first line of the field names it', () => {
    const shown = toStoredLines(VIEW).map(
      ({ text, mark = '', isFirst, written }) =>
        `${text} ${isFirst ? mark.toUpperCase() : mark}${written === undefined ? '' : ` from ${written}`}`,
    );
    expect(shown.map((line) => line.trimEnd())).toEqual([
      'kind: Service',
      'metadata:',
      '  labels: {} DROPPED',
      '  uid: u SERVER',
      'spec:',
      '  ports:',
      '  - port: 80',
      '    protocol: TCP DEFAULT',
      '    nodePort: 30001 ALLOCATED',
      '  - port: 443 CHANGED from 443',
      '    protocol: TCP DEFAULT',
      '  type: NodePort',
      '  clusterIP: 10.96.0.9 ALLOCATED',
      '  clusterIPs: ALLOCATED',
      '  - 10.96.0.9 allocated',
    ]);
  });

  it('are marked as a whole where a whole item of a list is new', () => {
    const view = storedView({ list: [{ a: 1 }] }, { list: [{ a: 1 }, { a: 2, b: { c: 3 } }], listed: 1 });
    expect(toStoredLines(view).map(({ text, mark }) => `${text} ${mark ?? ''}`.trimEnd())).toEqual([
      'list:',
      '- a: 1',
      '- a: 2 default',
      '  b: default',
      '    c: 3 default',
      'listed: 1 default',
    ]);
  });

  it('are counted by the fields that have a mark', () => {
    expect([...countMarks(VIEW.marks)]).toEqual([
      ['dropped', 1],
      ['server', 1],
      ['default', 2],
      ['allocated', 3],
      ['changed', 1],
    ]);
  });
});
