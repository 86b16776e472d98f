/** Korean: the editor, the session with its links, and the gallery of scenarios. */
import type { EditorMessages } from '../en/editor.ts';

/** The Korean words. */
export const editor: EditorMessages = {
  label: 'YAML 매니페스트',
  tabHint: (keys) => `Tab은 들여쓰기, ${keys} 다음에는 나가기`,
  plainEditor: '전체 편집기를 불러오지 못했습니다. 이 간단한 편집기로도 똑같이 작업할 수 있습니다.',
  problems: (count) => `문제 ${count}개`,
  noProblems: '문제 없음',
  moreProblems: (count) => `그 밖에 ${count}개`,
  place: (line, column) => `${line}행 ${column}열`,
  severity: { error: '오류', warning: '경고', info: '도움말' },
  share: '공유',
  shareCopied: '링크를 복사했습니다',
  shareTitle: '이 세션 공유하기',
  shareByHand: '링크를 자동으로 복사하지 못했습니다. 아래 링크를 선택하여 직접 복사하십시오.',
  shareLink: '이 세션의 링크',
  shareTooLarge: '세션이 너무 커서 링크에 담을 수 없습니다. 텍스트를 직접 전달하거나 내용을 줄이십시오.',
  close: '닫기',
  dismiss: '알림 닫기',
  bringBack: '되돌리기',
  workSetAside: '이 내용을 보시는 동안 이전에 작업하던 내용을 보관하고 있습니다.',
  ownWork: '이전에 작업하던 내용',
  ownWorkFrom: (when) => `${when} 저장`,
  notices: {
    linkDamaged: '링크가 손상되었습니다. 일부가 빠졌거나 바뀌었습니다. 작업하던 내용은 그대로 있습니다.',
    linkTooLarge: '링크에 담긴 내용이 세션의 한도보다 커서 열지 않았습니다. 작업하던 내용은 그대로 있습니다.',
    linkUnknownVersion:
      '더 새로운 Kubehops에서 만든 링크입니다. 페이지를 새로 고쳐 주십시오. 작업하던 내용은 그대로 있습니다.',
    scenarioUnknown: '그런 이름의 시나리오가 없습니다. 대신 첫 번째 시나리오를 열었습니다.',
    notSaved: '브라우저가 텍스트 저장을 허용하지 않습니다. 페이지를 떠나기 전에 복사해 두십시오.',
    simulationRestarted: '시뮬레이션이 응답하지 않아 다시 시작했습니다. 텍스트는 그대로 있습니다.',
    simulationFailed: '이 세션으로는 시뮬레이션을 실행할 수 없습니다. 텍스트는 안전하며, 고치면 다시 실행됩니다.',
  },
  gallery: '시나리오',
  galleryHint:
    '시나리오마다 직접 만져 볼 수 있는 작은 클러스터가 있습니다. 작업하던 텍스트는 보관되며 되돌릴 수 있습니다.',
  topics: {
    insideTheCluster: '클러스터 안에서',
    fromOutside: '클러스터 밖에서',
    choosingPods: '어느 파드가 응답하는가',
    failures: '장애가 났을 때',
    mistakes: '실수와 오류 메시지',
  },
  open: '열기',
  current: '열려 있음',
  steps: '해 보기',
  docs: '쿠버네티스 문서',
};
