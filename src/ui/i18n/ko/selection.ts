/** Korean: what the editor says beside a selector, and beside the labels that selectors look for. */
import type { SelectionMessages } from '../en/selection.ts';

/** The Korean words. */
export const selection: SelectionMessages = {
  pods: (total, ready) => {
    if (ready === total) return `파드 ${total}개`;
    if (ready > 0) return `파드 ${total}개 중 ${ready}개 준비됨`;
    return `파드 ${total}개, 준비된 파드 없음`;
  },
  noPod: '파드 없음',
  selectedBy: (services, more) => `선택한 서비스: ${services.join(', ')}${more === 0 ? '' : ` 외 ${more}개`}`,
  selectedByNone: '선택한 서비스 없음',
  services: (count) => (count === 0 ? '서비스 없음' : `서비스 ${count}개`),
  podsTitle: '지금 이 셀렉터와 일치하는 파드는 다음과 같습니다.',
  noPodTitle: (namespace, pairs) =>
    `지금 ${namespace} 네임스페이스에는 ${pairs} 레이블을 모두 가진 파드가 없습니다. 그런 파드가 생길 때까지 이 서비스로 온 요청에 응답할 파드가 없습니다.`,
  podState: (state, isReady) => `${state}, ${isReady ? '준비됨' : '준비되지 않음'}`,
  servicesTitle: '지금 이 레이블을 셀렉터로 선택하는 서비스는 다음과 같습니다.',
  noServiceTitle: (namespace) =>
    `지금 ${namespace} 네임스페이스에는 이 레이블을 선택하는 서비스가 없습니다. 이 파드에는 파드 자신의 주소로만 접근할 수 있습니다.`,
  more: (count) => `그 밖에 ${count}개`,
};
