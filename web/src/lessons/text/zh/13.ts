import type { LessonText } from '../../text.ts';

export const lesson13: LessonText = {
  title: 'Transformer 模块',
  ask: '各种注意力都装在哪里，周围又有什么？',
  presets: { '13': 'Transformer', '13-block': '一个编码器模块' },
  tour: [
    '找出三处注意力，在每处的权重里点一格：编码器 5×5，解码器带掩码 3×3，交叉 3×5。',
    {
      ask: '改最后一个目标词。解码器哪几行会变？',
      guesses: ['全都变', '只有最后一行', '都不变'],
      answer: '只有最后一行：因果掩码不让前面的行看到它。',
    },
    '改一个源词：这回编码器和解码器的每一行都可能变。',
    '点开层归一化之后的一行：均值 0，方差 1。再看它前面的和：输入绕过注意力，又加了回来。',
    {
      ask: '只有一个编码器模块，BERT 就是把它叠起来。三处注意力还剩几处？',
      guesses: ['1', '2', '3'],
      answer: '一处：没有解码器，就不用掩码，也没有交叉。GPT 只留带掩码的那处，翻译三处都要。',
    },
  ],
  notice: '只有注意力在位置之间传递信息，前馈网络逐行单独计算。词性标注 N 个词出 N 个标签，分类出 1 个，翻译出几个由模型决定。',
  myth: { claim: '“Transformer 能并行生成所有词。”', answer: '训练是并行的，生成仍要一个词一个词来。' },
  math: '上为 post-norm，下为 pre-norm。',
  refs: 'Vaswani 2017 图 1, §3.1–3.3；D2L-zh §10.7；Xiong 2020（pre-norm）。',
  exercise: '选 pre-norm（先归一化），让编码器模块把输入原样交出去。',
};
