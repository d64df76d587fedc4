import type { Lesson } from './types.ts';

export const lesson14: Lesson = {
  presets: [{ id: '14', origin: 'random' }],
  formulas: ['n^2d=n\\,d^2\\quad\\text{at}\\quad n=d'],
  shapes: [],
  tour: [
    { preset: '14', at: { control: 'cost-length' }, panel: 'cost', awaits: [{ kind: 'sizes', are: { length: 10, width: 512 } }] },
    { preset: '14', at: { part: 'costs' }, panel: 'cost', predicts: { hides: [], right: 2 } },
    { preset: '14', at: { part: 'costs' }, panel: 'cost', predicts: { hides: [], right: 1 } },
    { preset: '14', at: { part: 'costs' }, panel: 'cost', predicts: { hides: [], right: 1 } },
    { preset: '14', at: { control: 'cost-length' }, panel: 'cost', awaits: [{ kind: 'sizes', are: { length: 4096, heads: 8 } }] },
  ],
  exercise: { preset: '14', conditions: [{ kind: 'sizes', are: { width: 64 } }, { kind: 'balance' }] },
};
