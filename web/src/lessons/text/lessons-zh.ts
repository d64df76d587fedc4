import type { LessonCatalogue } from '../text.ts';
import { glossary } from './glossary-zh.ts';
import { words } from './words-zh.ts';
import { lesson1 } from './zh/01.ts';
import { lesson2 } from './zh/02.ts';
import { lesson3 } from './zh/03.ts';
import { lesson4 } from './zh/04.ts';
import { lesson5 } from './zh/05.ts';
import { lesson6 } from './zh/06.ts';
import { lesson7 } from './zh/07.ts';
import { lesson8 } from './zh/08.ts';
import { lesson9 } from './zh/09.ts';
import { lesson10 } from './zh/10.ts';
import { lesson11 } from './zh/11.ts';
import { lesson12 } from './zh/12.ts';
import { lesson13 } from './zh/13.ts';
import { lesson14 } from './zh/14.ts';
import { lesson15 } from './zh/15.ts';

export const catalogue: LessonCatalogue = {
  words,
  lessons: [
    lesson1,
    lesson2,
    lesson3,
    lesson4,
    lesson5,
    lesson6,
    lesson7,
    lesson8,
    lesson9,
    lesson10,
    lesson11,
    lesson12,
    lesson13,
    lesson14,
    lesson15,
  ],
  glossary,
};
