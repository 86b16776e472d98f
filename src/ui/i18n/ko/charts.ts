/** Korean: the charts of requests. */
import type { ChartMessages } from '../en/charts.ts';

/** The Korean words. */
export const charts: ChartMessages = {
  shares: (service) => `${service}에 응답한 파드`,
  sharesHint: '눈금은 고르게 나눈 몫입니다. 우연이라면 100번 중 95번은 옅은 띠 안에 머뭅니다.',
  sharesInTurn:
    '눈금은 고르게 나눈 몫입니다. ipvs 모드에서는 노드마다 연결을 파드에 차례로(rr) 나눠 주므로 우연이 끼어들지 않습니다.',
  noShares: '아직 서비스의 파드가 응답한 요청이 없습니다.',
  pod: '파드',
  answered: '응답',
  share: '비율',
  expected: '고른 몫',
  band: '95% 범위',
  bandOf: (low, high) => `${low}~${high}`,
  outside: '범위를 벗어남',
  latency: '응답에 걸린 시간',
  latencyHint: (width) => `${width}초마다 중앙값과 가장 느린 응답입니다.`,
  median: '중앙값',
  longest: '가장 느림',
  outcomes: '요청의 결과',
  milliseconds: (text) => `${text}ms`,
  seconds: (text) => `${text}초`,
  from: '시작',
};
