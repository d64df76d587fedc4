// What only matrices of many cells need: a picture in place of elements, and gestures to look at a part of it.
import '../styles/zoom.css';

export { Gestures } from './gestures.ts';
export { Picture } from './picture.ts';
export { PictureSurface } from './picture-surface.ts';
