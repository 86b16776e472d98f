/** English: what the inspector tells of a packet besides its addresses. */

/** The shape that every other language must have. */
export interface PacketMessages {
  readonly queries: (count: number) => string;
  readonly question: string;
  readonly code: string;
  readonly answers: string;
  readonly noData: string;
  readonly cached: string;
  readonly conntrack: string;
  readonly conntrackHint: string;
  readonly rules: (node: string) => string;
  readonly rulesState: (lines: number, matched: number, synced: string) => string;
  readonly rulesLate: (known: string) => string;
  readonly noRules: string;
  readonly onlyMatched: string;
  readonly loading: string;
  readonly matched: string;
}

/** The English words. */
export const packets: PacketMessages = {
  queries: (count) => (count === 1 ? '1 query' : `${String(count)} queries`),
  question: 'Query',
  code: 'Code',
  answers: 'Answer',
  noData: 'no record of this type',
  cached: 'from its cache',
  conntrack: 'Connection tracking',
  conntrackHint: 'What the node remembers, so that the reply is put back.',
  rules: (node) => `All rules on ${node} at that moment`,
  rulesState: (lines, matched, synced) =>
    `${String(lines)} lines, ${String(matched)} of them matched. Programmed at ${synced} s.`,
  rulesLate: (known) => `They know the cluster as it was at ${known} s.`,
  noRules: 'kube-proxy had not programmed any rules on this node.',
  onlyMatched: 'Only the matched lines',
  loading: 'Writing out the rules …',
  matched: 'matched',
};
