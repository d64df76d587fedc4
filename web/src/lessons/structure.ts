import { lesson1 } from './01.ts';
import { lesson2 } from './02.ts';
import { lesson3 } from './03.ts';
import { lesson4 } from './04.ts';
import { lesson5 } from './05.ts';
import { lesson6 } from './06.ts';
import { lesson7 } from './07.ts';
import { lesson8 } from './08.ts';
import { lesson9 } from './09.ts';
import { lesson10 } from './10.ts';
import { lesson11 } from './11.ts';
import { lesson12 } from './12.ts';
import { lesson13 } from './13.ts';
import { lesson14 } from './14.ts';
import { lesson15 } from './15.ts';
import type { Lesson, Preset } from './types.ts';

export const lessons: readonly Lesson[] = [
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
];

export function presetOf(id: string): Preset | undefined {
  return lessons.flatMap(({ presets }) => presets).find(preset => preset.id === id);
}

/** By its number, from 1. */
export function lessonOf(number: number): Lesson {
  return lessons[number - 1] ?? lesson1;
}
