import { type ElementTexts, type Examples, type Further, secondSentence } from './examples.ts';

const met = { en: 'I met her in Beijing yesterday', zh: '我昨天在北京遇见了她' };
const tired = { en: 'the dog ran until it was tired', zh: '我们昨天在北京遇见了她' };
/** A sentence and its translation. */
const cat = { en: 'the cat drinks milk', zh: '猫 喝 牛奶' };
const translated = { en: { tokens: cat.en, targets: cat.zh }, zh: { tokens: cat.zh, targets: cat.en } };
const points = '-1.52,-0.8 -0.8,1.12 -0.48,-0.16 0.2,1.68 0.4,-1.2 0.88,0.32 1.6,1.2 1.44,-0.64';
const story = {
  en: { tokens: 'where is the milk ?', keys: 'kitchen garden milk cat John', targets: 'kitchen garden' },
  zh: { tokens: '牛奶 在 哪里', keys: '厨房 花园 牛奶 猫 小明', targets: '厨房 花园' },
};

/** One readable default for each mechanism that a first visit does without. */
export const furtherExamples: Examples<Further> = {
  en: {
    soft: { texts: { tokens: 'the film was not bad at all' } },
    self_attention: { texts: { tokens: tired.en }, look: 4 },
    cross_attention: { texts: { tokens: met.en, keys: secondSentence.en }, look: 1 },
    encoder_decoder: { texts: translated.en },
    bahdanau: { texts: translated.en, look: 1 },
    luong: { texts: translated.en, look: 1 },
    local: { texts: { tokens: met.en, targets: secondSentence.en }, look: 3 },
    pointer: { texts: { tokens: points }, fields: { elements: 'points' }, look: 2 },
    pooling: { texts: { tokens: 'the soup was cold but very good' } },
    hierarchical: { texts: { tokens: 'the soup was cold . the cook was rude . I loved the cake' } },
    memory: { texts: story.en },
    encoder: { texts: { tokens: tired.en }, look: 4 },
    decoder: { texts: { tokens: 'I met her', keys: '我 遇见 了 她' }, look: 2 },
    linear: { texts: { tokens: 'the dog ran until it was' } },
    streaming: { texts: { tokens: 'the dog ran until it was' } },
  },
  zh: {
    soft: { texts: { tokens: '这部电影一点也不差' } },
    self_attention: { texts: { tokens: tired.zh }, look: 4 },
    cross_attention: { texts: { tokens: met.zh, keys: secondSentence.zh }, look: 4 },
    encoder_decoder: { texts: translated.zh },
    bahdanau: { texts: translated.zh, look: 1 },
    luong: { texts: translated.zh, look: 1 },
    local: { texts: { tokens: met.zh, targets: secondSentence.zh }, look: 3 },
    pointer: { texts: { tokens: points }, fields: { elements: 'points' }, look: 2 },
    pooling: { texts: { tokens: '汤是凉的，味道却很好' } },
    hierarchical: { texts: { tokens: '汤是凉的。厨师很凶。蛋糕我很喜欢' } },
    memory: { texts: story.zh },
    encoder: { texts: { tokens: tired.zh }, look: 4 },
    decoder: { texts: { tokens: '我遇见了她', keys: 'I met her' }, look: 2 },
    linear: { texts: { tokens: '我们昨天在北京遇见' } },
    streaming: { texts: { tokens: '我们昨天在北京遇见' } },
  },
};

/** What there is to point at when another kind of elements is chosen. */
export const elementTexts: ElementTexts = {
  en: { points, numbers: '7 2 9 4 1', words: 'apple banana cherry grape peach' },
  zh: { points, numbers: '7 2 9 4 1', words: '苹果 香蕉 樱桃 葡萄 桃子' },
};
