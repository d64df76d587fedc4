// The words of what is done by hand: loaded when a hand comes near.
import { preferences } from './preferences.ts';

const en = {
  set: 'Set to',
  release: 'Release',
  computed: 'This number is computed: it follows from the others.',
  released: 'Released: {value}',
  editCell: 'Set {name}',
  notNumber: 'Type a number, such as 0.5 or −2.',
  dragWanted: 'Or drag the number in its cell up or down.',
  editToken: 'Token {n}: {token}',
  chipHint: '{token}: click to change, drag or Alt + ← → to move, Delete to remove',
  added: 'new',
  parameters: 'All that is given and not drawn above. Every number can be dragged up or down, or typed.',
  noParameters: 'All that is given is drawn above already.',
  moved: '{token}, now {n} of {of}',
  removed: '{token} removed, {of} left',
};

const zh: typeof en = {
  set: '设为',
  release: '恢复',
  computed: '这个数是算出来的，由其他数决定。',
  released: '已恢复：{value}',
  editCell: '设定 {name}',
  notNumber: '请输入一个数，例如 0.5 或 −2。',
  dragWanted: '也可以在格子里上下拖动这个数。',
  editToken: '第 {n} 个词元：{token}',
  chipHint: '{token}：点击修改，拖动或按 Alt + ← → 移动，按 Delete 删除',
  added: '新',
  parameters: '上图没有画出的给定数值。每个数都可以上下拖动或直接输入。',
  noParameters: '给定的数值上图都已画出。',
  moved: '{token}，现在是第 {n} 个，共 {of} 个',
  removed: '已删除 {token}，还剩 {of} 个',
};

export function editingWords(): typeof en {
  return preferences.language === 'zh' ? zh : en;
}
