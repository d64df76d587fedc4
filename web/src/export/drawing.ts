// All that draws the figure anew, as one file to fetch.
export { figureSvg } from './figure-svg.ts';
export { figureParts } from './parts.ts';
export { fits, pngOf } from './png.ts';
export { drawForPrint } from './print.ts';
