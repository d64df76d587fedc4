// The words of looking at a part of a large matrix: loaded with its bar.
import type { Language } from './catalogue.ts';

const en = {
  label: 'The part that is shown',
  in: 'Zoom in',
  out: 'Zoom out',
  all: 'Show all',
  part: 'rows {from}–{to} of {rows}, columns {left}–{right} of {columns}',
  hint: 'Ctrl + wheel, pinch or + − to zoom, drag to move',
};

const zh: typeof en = {
  label: '显示的部分',
  in: '放大',
  out: '缩小',
  all: '显示全部',
  part: '第 {from}–{to} 行（共 {rows} 行），第 {left}–{right} 列（共 {columns} 列）',
  hint: 'Ctrl + 滚轮、双指或 + − 缩放，拖动平移',
};

export const zoomWords: Readonly<Record<Language, typeof en>> = { en, zh };
