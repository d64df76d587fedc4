// The words of what the core refuses: fetched with the first such error.

const en = {
  error: {
    json_syntax: 'This is not valid JSON (position {position}), or nested too deep.',
    unknown_field: 'The field {field} is not known.',
    missing_field: '{name} is missing.',
    wrong_type: '{name} must be {expected}.',
    unknown_name: '{got} is not known. Choose one of {expected}.',
    out_of_range: '{name} must be between {minimum} and {maximum}.',
    not_divisible: 'The width {width} must be divisible by the number of heads, {heads}.',
    too_large: '{name}: {got} {unit} are too many, at most {maximum}.',
    unsupported_version: 'Version {got} cannot be read, only version {expected}.',
    empty: 'Type at least one token.',
    no_cell: '{place}, set by hand, has no place in this figure: it waits, and is not in the link.',
    no_fit:
      '{matrix} was given as {got}, and this figure needs {expected}: its numbers are drawn; what was given waits, and is not in the link.',
    shape_mismatch: 'The shapes do not fit: expected {expected}, got {got}.',
  },
  /** In sentences, where a control's own label would be too short. */
  fields: {
    left: 'The window’s reach to the left',
    right: 'The window’s reach to the right',
    block: 'The size of a block',
    padding: 'The number of real tokens',
    value: 'The number',
  },
  units: { tokens: 'tokens', characters: 'characters', bytes: 'bytes', MB: 'MB' },
  tokenNumber: 'Token {n}',
  expected: {
    number: 'a number',
    'point x,y': 'a point x,y',
    'whole number': 'a whole number',
    text: 'a text',
    'true or false': 'true or false',
    object: 'an object',
  },
};

export type ErrorWords = typeof en;

const zh: ErrorWords = {
  error: {
    json_syntax: '不是合法的 JSON（位置 {position}），或嵌套过深。',
    unknown_field: '不认识字段 {field}。',
    missing_field: '缺少{name}。',
    wrong_type: '{name}应当是{expected}。',
    unknown_name: '不认识 {got}，可选：{expected}。',
    out_of_range: '{name}应在 {minimum} 到 {maximum} 之间。',
    not_divisible: '宽度 {width} 要能被头数 {heads} 整除。',
    too_large: '{name}：{got} {unit}，太多了，最多 {maximum}。',
    unsupported_version: '读不了版本 {got}，只能读版本 {expected}。',
    empty: '请至少输入一个词元。',
    no_cell: '手动设定的 {place} 在这张图里没有位置：先留着，不写进链接。',
    no_fit: '给定的 {matrix} 是 {got}，这张图需要 {expected}：先换成随机数；给定的留着，不写进链接。',
    shape_mismatch: '形状不符：应为 {expected}，却是 {got}。',
  },
  fields: { left: '窗口左侧的宽度', right: '窗口右侧的宽度', block: '每块的大小', padding: '真实词元的个数', value: '这个数' },
  units: { tokens: '个词元', characters: '个字符', bytes: '字节', MB: 'MB' },
  tokenNumber: '第 {n} 个词元',
  expected: {
    number: '数',
    'point x,y': '形如 x,y 的点',
    'whole number': '整数',
    text: '文字',
    'true or false': '真或假',
    object: '对象',
  },
};

export const errorWords = { en, zh };
