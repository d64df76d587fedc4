import type { LessonCatalogue } from '../text.ts';
import { lesson1 } from './en/01.ts';
import { lesson2 } from './en/02.ts';
import { lesson3 } from './en/03.ts';
import { lesson4 } from './en/04.ts';
import { lesson5 } from './en/05.ts';
import { lesson6 } from './en/06.ts';
import { lesson7 } from './en/07.ts';
import { lesson8 } from './en/08.ts';
import { lesson9 } from './en/09.ts';
import { lesson10 } from './en/10.ts';
import { lesson11 } from './en/11.ts';
import { lesson12 } from './en/12.ts';
import { lesson13 } from './en/13.ts';
import { lesson14 } from './en/14.ts';
import { lesson15 } from './en/15.ts';
import { glossary } from './glossary-en.ts';
import { words } from './words-en.ts';

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
