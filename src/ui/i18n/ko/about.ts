/** Korean: the page about Kubehops, its rules, what is simplified, and whose work it stands on. */
import type { AboutMessages } from '../en/about.ts';

/** The Korean words. */
export const about: AboutMessages = {
  title: 'Kubehops 안내',
  contents: '차례',
  close: '닫기',
  models: '무엇을 재현하는가',
  modelsText: (version) => [
    `Kubehops는 Kubernetes ${version}을 재현합니다. 화면에 보이는 것은 시뮬레이션이 실제로 한 일입니다. 매니페스트를 kubectl과 API 서버처럼 읽고 컨트롤러, 스케줄러, kube-proxy, DNS를 실행하며 모든 요청을 그 규칙대로 보냅니다.`,
    '판정과 메시지, 엔드포인트, 프록시 규칙, DNS 응답을 실제 프로그램에서 기록한 답과 맞추어 확인합니다. 모든 것은 브라우저 안에서 실행되며 아무것도 밖으로 보내지 않습니다.',
  ],
  rules: '규칙과 그 이유',
  rulesHint:
    '편집기 아래에 나오는 문제의 규칙들입니다. 문제의 문구는 쿠버네티스의 말 그대로이고, 여기의 설명은 Kubehops의 것입니다.',
  groups: {
    reading: '글 읽기',
    naming: '이름, 레이블, 네임스페이스',
    services: '서비스',
    deployments: '디플로이먼트',
    pods: '파드와 컨테이너',
    others: '엔드포인트와 인그레스',
    general: '모든 필드에 공통',
    advice: '받아들여지지만 거의 틀림없이 잘못된 것',
  },
  linkTo: (rule) => `이 규칙의 링크: ${rule}`,
  simplified: '단순화한 것',
  simplifiedHint: (count) =>
    `Kubehops가 쿠버네티스보다 덜 하는 곳 ${String(count)}가지를 소스에서 모았습니다. 소스의 글이라 영어로 되어 있습니다. 나머지는 모두 똑같이 동작하도록 만들었습니다.`,
  credits: '출처와 라이선스',
  creditsHint: '편집기에 나오는 필드 설명은 쿠버네티스가 공개한 스키마의 글 그대로입니다.',
  creditList: [
    {
      what: 'Kubernetes API의 스키마와 설명',
      by: 'The Kubernetes Authors, kubernetes-models(MIT)를 통해 가져옴',
      license: 'Apache-2.0',
    },
    { what: 'Source Sans 3', by: 'Adobe', license: 'SIL Open Font License 1.1' },
    { what: 'Source Code Pro', by: 'Adobe', license: 'SIL Open Font License 1.1' },
    { what: 'Noto Sans KR', by: 'Google, Adobe', license: 'SIL Open Font License 1.1' },
  ],
  readRule: '규칙 읽기',
};
