/** Korean: what the inspector tells of a packet besides its addresses. */
import type { PacketMessages } from '../en/packets.ts';

/** The Korean words. */
export const packets: PacketMessages = {
  queries: (count) => `질의 ${String(count)}개`,
  question: '질의',
  code: '코드',
  answers: '답',
  noData: '이 유형의 레코드 없음',
  cached: '캐시에서',
  conntrack: '연결 추적',
  conntrackHint: '응답을 되돌려 놓기 위해 노드가 기억하는 내용입니다.',
  rules: (node) => `그 순간 ${node}의 모든 규칙`,
  rulesState: (lines, matched, synced) =>
    `${String(lines)}줄 중 ${String(matched)}줄이 일치했습니다. ${synced}초에 설치되었습니다.`,
  rulesLate: (known) => `${known}초 시점의 클러스터를 알고 있습니다.`,
  noRules: 'kube-proxy가 이 노드에 아직 규칙을 설치하지 않았습니다.',
  onlyMatched: '일치한 줄만',
  loading: '규칙을 쓰는 중 …',
  matched: '일치',
};
