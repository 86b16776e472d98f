/** Korean: two runs side by side. */
import type { CompareMessages } from '../en/compare.ts';

/** The Korean words. */
export const compare: CompareMessages = {
  pin: '비교',
  pinHint: '지금 실행을 옆에 남겨 둡니다. 무언가를 바꾸고 같은 시각에 둘을 함께 봅니다',
  unpin: '비교 끝내기',
  live: '지금',
  pinned: '비교용으로 남긴 실행',
  same: (compared) => `요청 ${String(compared)}개가 모두 같은 결과입니다.`,
  different: (different, compared) => `요청 ${String(compared)}개 중 ${String(different)}개의 결과가 다릅니다.`,
  pinnedOutcome: '남긴 실행에서',
};
