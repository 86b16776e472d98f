/** Korean: what `kubectl apply` printed, and how the objects are stored. */
import type { ApplyMessages } from '../en/apply.ts';

/** The Korean words. */
export const apply: ApplyMessages = {
  title: 'kubectl apply',
  exit: (code) => `종료 코드 ${code}`,
  tabs: '매니페스트를 적용한 결과',
  printed: '출력',
  stored: '저장된 모습',
  quiet: 'kubectl이 아무것도 출력하지 않았습니다.',
  document: (line) => `${line}행의 문서`,
  toText: (what, line) => `${what}: ${line}행으로 이동`,
  toStored: (what) => `저장된 모습 보기: ${what}`,
  more: (count) => `그 밖에 ${count}개`,
  moreLines: (count) => `그 밖에 ${count}줄`,
  verdicts: {
    created: '생성됨',
    configured: '변경됨',
    unchanged: '그대로',
    rejected: '거부됨',
    unreadable: '읽지 못함',
    notReached: '읽기 전에 멈춤',
  },
  notReached: 'kubectl은 읽을 수 없는 문서를 만나면 거기서 멈춥니다.',
  object: '오브젝트',
  nothingStored: '이 텍스트에서 저장된 오브젝트가 없습니다.',
  asWritten: '적은 그대로 저장되었습니다.',
  bookkeeping: (count) => `시스템 기록 (${count})`,
  marks: {
    default: '기본값',
    allocated: '할당',
    server: '서버',
    kubectl: 'kubectl',
    changed: '바뀜',
    dropped: '저장 안 됨',
  },
  meanings: {
    default: '텍스트에 없어서 API 서버가 기본값으로 채웠습니다.',
    allocated: '텍스트에 없어서 API 서버가 비어 있는 것을 골라 할당했습니다.',
    server: 'API 서버가 관리하려고 스스로 기록한 값입니다.',
    kubectl: 'kubectl이 다음 apply 때 쓰려고 텍스트를 기억해 둔 값입니다.',
    changed: '적은 것과 다른 형태로 저장되었습니다.',
    dropped: '텍스트에는 있지만 저장되지 않았습니다.',
  },
  writtenAs: (value) => `적은 값: ${value}`,
};
