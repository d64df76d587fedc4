// The words of broken links, which few readers have: loaded with the first one.

const en = {
  language: 'English',
  broken: 'This link is broken or was made by another version. What could be read is shown; this could not:',
  error: {
    not_link: 'It does not begin as a link of this page does, with #1.',
    no_lesson:
      'There is no such place in the lessons: they are #lesson-1 to #lesson-{maximum}, and may end in -tour or -exercise.',
    not_scenario: 'It holds no figure.',
    stray_character: 'Character {position}, “{got}”, cannot be in a link; what follows it was left out.',
    cut_off: 'The end of the link is missing.',
    unreadable: '{name} cannot be read.',
    too_deep: '{name} is nested too deep: at most {maximum} levels.',
    unknown_setting: 'The setting {field} of the view is not known, or makes no sense.',
  },
  expected: { pairs: 'a list of pairs' },
  fields: {
    link: 'The link',
    mask: 'The mask',
    free: 'The painted mask',
    window: 'The window',
    mechanism: 'The mechanism',
    version: 'The version',
  },
};

const zh: typeof en = {
  language: '中文',
  broken: '链接已损坏或来自别的版本。能读出的部分已经显示，读不出的是：',
  error: {
    not_link: '开头不是本页链接应有的 #1.',
    no_lesson: '课程里没有这一处：课程链接是 #lesson-1 到 #lesson-{maximum}，后面可以加 -tour 或 -exercise。',
    not_scenario: '里面没有图示。',
    stray_character: '第 {position} 个字符“{got}”不该出现在链接里，其后的内容已略去。',
    cut_off: '链接缺了结尾。',
    unreadable: '{name}读不出来。',
    too_deep: '{name}嵌套太深，最多 {maximum} 层。',
    unknown_setting: '不认识视图设置 {field}，或它没有意义。',
  },
  expected: { pairs: '由成对的数组成的列表' },
  fields: { link: '链接', mask: '掩码', free: '手绘的掩码', window: '窗口', mechanism: '机制', version: '版本' },
};

export const linkWords = { en, zh };
