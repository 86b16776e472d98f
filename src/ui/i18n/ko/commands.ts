/** Korean: what can be done to the cluster, what was done, and applying at a moment. */
import type { CommandMessages } from '../en/commands.ts';

/** The Korean words. */
export const commands: CommandMessages = {
  said: {
    powerOff: (node) => `${node} 전원 뽑기`,
    powerOn: (node) => `${node} 전원 켜기`,
    shutDown: (node) => `${node} 정상 종료`,
    cutNetwork: (node) => `${node} 네트워크 끊기`,
    restoreNetwork: (node) => `${node} 네트워크 다시 연결`,
    crash: (pod) => `${pod} 강제로 죽이기`,
    makeReady: (pod) => `${pod} 준비성 프로브 통과`,
    makeUnready: (pod) => `${pod} 준비성 프로브 실패`,
    providerOn: '로드밸런서 공급자 되살리기',
    providerOff: '로드밸런서 공급자 없애기',
    openFirewall: '방화벽 열기',
    closeFirewall: '인터넷에 방화벽 닫기',
  },
  dropped: (count) => `이후의 명령 ${String(count)}개가 사라졌습니다.`,
  undo: '되살리기',
  dismiss: '알림 닫기',
  log: '명령 기록',
  logOf: (count) => (count === 0 ? '명령 기록, 비어 있음' : `명령 기록, ${String(count)}개`),
  applyWhen: '텍스트를 적용하는 때',
  fromStart: '처음부터',
  atMoment: '지금 시점에',
  fromStartHint: '클러스터가 시작할 때의 텍스트입니다. 고칠 때마다 처음부터 다시 실행됩니다.',
  atMomentHint: '천천히 고친 다음 실행 중인 클러스터에 적용합니다.',
  applyAt: (time) => `${time}에 적용`,
  isApplied: (time) => `${time}에 적용됨`,
  isDraft: '아직 적용하지 않음',
};
